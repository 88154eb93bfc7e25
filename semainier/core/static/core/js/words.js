// Sentences that scripts say, in the language of the page: the body carries them as data-say-….
export function say(name, values = {}) {
  const sentence = document.body.dataset[`say${name}`] ?? "";
  return sentence.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}
