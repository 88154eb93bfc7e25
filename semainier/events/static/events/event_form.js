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
