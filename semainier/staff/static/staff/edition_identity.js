// The preview follows the colours while they are chosen; without script the button “Preview” shows it.
const WAIT = 150; // milliseconds without a change

const form = document.querySelector("form[data-identity]");
const sheet = document.querySelector("link[data-identity-preview]");
const preview = document.querySelector("#identity-preview");
let timer;
let asked = 0;

async function show() {
  const query = new URLSearchParams(
    ["hue_a", "hue_b"].map((name) => [name, form.elements.namedItem(name).value]),
  );
  asked += 1;
  const mine = asked;
  const answer = await fetch(`${window.location.pathname}?${query}`);
  if (!answer.ok || mine !== asked) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  sheet.href = `${sheet.href.split("?")[0]}?${query}`;
  preview.replaceChildren(...page.querySelector("#identity-preview").childNodes);
}

form?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => show().catch(() => {}), WAIT);
});
