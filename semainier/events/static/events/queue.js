// The moderation desk: the chosen event opens beside the list without a new page; d, r and m open the forms, 1 to 9
// take a sentence, which can then be edited; c shows the map. Who opens a form reads the event: the others see it.
// Without script the links and forms do the same.
const WIDE = window.matchMedia("(width >= 70rem)");
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select";
let waiting = 0;
let asked = "";

// j and k look for the first link of a row: leave only the one that shows.
function keepOneLink() {
  document.querySelectorAll(WIDE.matches ? "a.in-page" : "a.in-panel").forEach((link) => link.remove());
}

async function open(link) {
  const panel = document.querySelector("#decision");
  if (!panel || link.href === asked) return;
  asked = link.href;
  const answer = await fetch(link.href, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return void (window.location.href = link.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("#decision");
  if (asked !== link.href) return;
  if (!fresh) return void (window.location.href = link.href);
  panel.replaceChildren(...fresh.childNodes);
  panel.scrollTop = 0;
  panel.dispatchEvent(new CustomEvent("fresh", { bubbles: true }));
  const row = link.closest("tr");
  document.querySelectorAll("tr.here").forEach((other) => other.classList.remove("here"));
  document.querySelectorAll("a.in-panel[aria-current]").forEach((other) => other.removeAttribute("aria-current"));
  row.classList.add("here");
  link.setAttribute("aria-current", "true");
  history.replaceState(null, "", link.href);
}

async function claim() {
  const form = document.querySelector("#decision form[data-claim]");
  if (!form || form.hidden) return;
  form.hidden = true;
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" });
  if (answer.status === 409) window.location.reload();
}

function take(radio) {
  const form = radio.form;
  const words = form.elements.words;
  const texts = [...form.querySelectorAll("input[name=preset]")].map((other) => other.dataset.text);
  if (words.value.trim() === "" || texts.includes(words.value.trim())) words.value = radio.dataset.text;
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest?.(TYPING) || document.querySelector("dialog[open]")) return;
  const details = document.querySelector(`#decision details[data-decision="${event.key.toLowerCase()}"]`);
  const current = document.querySelector("#decision details.words[open]");
  const radios = current ? [...current.querySelectorAll("input[name=preset]")] : [];
  const radio = radios[Number(event.key) - 1];
  if (details) {
    details.open = !details.open;
    if (details.open) details.querySelector("input[name=preset], textarea")?.focus();
  } else if (radio) {
    radio.click();
    current.querySelector("button").focus();
  } else if (event.key.toLowerCase() === "c" && document.querySelector("#decision [data-map-open]:not([hidden])")) {
    document.querySelector("#decision [data-map-open]").click();
  } else if (event.key === "Escape" && current) {
    current.open = false;
    current.querySelector("summary").focus();
  } else return;
  event.preventDefault();
}

keepOneLink();
document.addEventListener("click", (event) => {
  const link = event.target.closest("a.in-panel");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link);
});
document.addEventListener("focusin", (event) => {
  const link = event.target.closest("a.in-panel");
  clearTimeout(waiting);
  if (link?.matches(":focus-visible")) waiting = setTimeout(open, 150, link);
});
document.addEventListener("change", (event) => {
  if (event.target.matches("#decision input[name=preset]")) take(event.target);
});
// The words of a chosen sentence stand in the field, where they may have been edited: they are sent once.
document.addEventListener("formdata", (event) => {
  if (event.target.matches("#decision form") && event.formData.get("words")?.trim()) event.formData.delete("preset");
});
document.addEventListener(
  "toggle",
  (event) => {
    if (event.target.matches?.("#decision details.words") && event.target.open) claim();
  },
  true,
);
document.addEventListener("input", (event) => {
  if (event.target.matches("#messages textarea")) claim();
});
document.addEventListener("keydown", onKey);
