// data-rows: j and k walk the rows, x ticks, Enter opens. data-search: /. data-key="p": that key. ? lists them.
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

function walk(list, step) {
  const rows = [...list.children].filter((row) => row.querySelector("a, input"));
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const selected = rows.findIndex((row) => row.matches("[aria-selected=true], .here"));
  const from = here >= 0 ? here : selected;
  const next = rows[Math.max(0, Math.min(rows.length - 1, from + step))];
  next?.querySelector("a")?.focus();
}

function tick(list) {
  const row = [...list.children].find((candidate) => candidate.contains(document.activeElement));
  row?.querySelector("input[type=checkbox]")?.click();
}

function press(root, key) {
  const control = [...root.querySelectorAll("[data-key]")].find((candidate) => candidate.dataset.key === key);
  if (!control) return false;
  if (control.matches("input[type=radio], input[type=checkbox], a, button")) control.click();
  else control.focus();
  return true;
}

function act(root, key) {
  const list = root.querySelector("[data-rows]");
  if (list && key === "j") return walk(list, 1) ?? true;
  if (list && key === "k") return walk(list, -1) ?? true;
  if (list && key === "x") return tick(list) ?? true;
  const search = root.querySelector("[data-search]");
  if (search && key === "/") return search.focus() ?? true;
  const help = root.querySelector("#shortcuts");
  if (help && key === "?") return help.showModal?.() ?? true;
  return press(root, key);
}

export function start(root) {
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest?.(TYPING) || root.querySelector("dialog[open]")) return;
    if (act(root, event.key.toLowerCase())) event.preventDefault();
  });
}
