// The form of an event: towns are suggested while one types; without this the server finds the town.
const WAIT = 200;
const SHORTEST = 2;

function suggest(row) {
  const field = row.querySelector("input[list]");
  const list = row.querySelector("datalist");
  if (!field || !list) return;
  let timer = 0;
  let asked = "";
  const fill = (communes) => {
    list.replaceChildren(
      ...communes.map((commune) => {
        const option = document.createElement("option");
        option.value = `${commune.postcode} ${commune.name}`.trim();
        option.label = `${commune.name} (${commune.department_name})`;
        return option;
      }),
    );
  };
  const ask = async () => {
    const text = field.value.trim();
    if (text.length < SHORTEST || text === asked) return;
    asked = text;
    const response = await fetch(`${row.dataset.towns}?q=${encodeURIComponent(text)}`).catch(() => null);
    if (response?.ok && text === asked) fill((await response.json()).communes);
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
}

document.querySelectorAll("[data-towns]").forEach(suggest);

// What goes with a picture shows once a picture is chosen; without script it is always there.
function follow(words) {
  const file = document.getElementById(words.dataset.withFile);
  const show = () => {
    words.hidden = file.files.length === 0 && !words.querySelector(".wrong");
  };
  file.addEventListener("change", show);
  show();
}

document.querySelectorAll("[data-with-file]").forEach(follow);

// The dates of an event: a line is added or removed at once; without script the same buttons ask the server.
const MOST_DATES = 60;

function base(name) {
  return name.replace(/_\d+$/, "");
}

function number(line, place) {
  for (const shown of line.querySelectorAll("[data-number]")) shown.textContent = place;
  line.querySelector("[value^=remove-]").value = `remove-${place}`;
  for (const field of line.querySelectorAll("input")) {
    const label = line.querySelector(`label[for="${field.id}"]`);
    field.name = place === 1 ? base(field.name) : `${base(field.name)}_${place}`;
    field.id = `id_${field.name}`;
    label.htmlFor = field.id;
  }
}

function emptied(line) {
  const copy = line.cloneNode(true);
  for (const error of copy.querySelectorAll("ul.error")) error.remove();
  for (const wrong of copy.querySelectorAll(".wrong")) wrong.classList.remove("wrong");
  for (const field of copy.querySelectorAll("input")) {
    field.removeAttribute("autofocus");
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
    if (base(field.name).endsWith("day")) field.value = "";
  }
  for (const help of copy.querySelectorAll(".help")) help.removeAttribute("id");
  for (const further of copy.querySelectorAll("details")) further.open = false;
  return copy;
}

function manage(dates) {
  const add = dates.parentElement.querySelector("[data-add-date]");
  const lines = () => [...dates.querySelectorAll(".date")];
  const renumber = () => {
    lines().forEach((line, place) => number(line, place + 1));
    if (add) add.hidden = lines().length >= MOST_DATES;
    dates.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const focus = (line) => line.querySelector("input[type=date]").focus();
  add?.addEventListener("click", (event) => {
    event.preventDefault();
    const copy = emptied(lines().at(-1));
    // The hours of a clone are those that the page came with: take those that were typed.
    const typed = lines().at(-1).querySelectorAll("input[type=time]");
    copy.querySelectorAll("input[type=time]").forEach((field, place) => {
      field.value = typed[place].value;
    });
    dates.append(copy);
    renumber();
    focus(copy);
  });
  dates.addEventListener("click", (event) => {
    const button = event.target.closest("[value^=remove-]");
    if (!button || lines().length < 2) return;
    event.preventDefault();
    const line = button.closest(".date");
    const place = lines().indexOf(line);
    line.remove();
    renumber();
    focus(lines()[Math.min(place, lines().length - 1)]);
  });
}

document.querySelectorAll("[data-dates]").forEach(manage);
