// The form of an event: what looks like it is shown below the title while one types; without this the preview shows it.
const WAIT = 500;
const FIELDS = /^(title|town|(day|last_day)(_\d+)?)$/;

function start(box) {
  const form = document.querySelector("form[data-unsaved]");
  const title = form?.elements.title;
  if (!title) return;
  title.closest(".field").after(box);
  let timer = 0;
  let asked = "";
  let request = new AbortController();

  const question = () => {
    const days = [...form.querySelectorAll("input[type=date]")].map((field) => field.value).filter(Boolean);
    days.sort();
    return new URLSearchParams({
      titre: title.value.trim(),
      jour: days[0] ?? "",
      dernier: days.at(-1) ?? "",
      commune: form.elements.town.value.trim(),
      evenement: box.dataset.event,
    });
  };
  const ask = async () => {
    const words = question();
    if (words.toString() === asked) return;
    asked = words.toString();
    request.abort();
    if (!words.get("titre") || !words.get("jour")) return void box.replaceChildren();
    request = new AbortController();
    const mine = request;
    try {
      const answer = await fetch(`${box.dataset.doubles}?${words}`, { signal: mine.signal });
      if (!answer.ok || answer.redirected) return;
      const text = await answer.text();
      if (mine.signal.aborted) return;
      const page = new DOMParser().parseFromString(text, "text/html");
      box.replaceChildren(...page.body.childNodes);
    } catch {
      asked = ""; // aborted, or no connection: the next change asks again
    }
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  };
  form.addEventListener("input", (event) => {
    if (FIELDS.test(event.target.name ?? "") || event.target.matches("[data-dates]")) later();
  });
  ask();
}

document.querySelectorAll("[data-doubles]").forEach(start);
