// data-select-all ticks the boxes of its form or table; [data-chosen] says how many are ticked.
import { say } from "./words.js";

const boxesOf = (scope) => [...scope.querySelectorAll("tbody input[type=checkbox]:not(:disabled)")];

function update(scope, all) {
  const boxes = boxesOf(scope);
  const ticked = boxes.filter((box) => box.checked);
  all.checked = boxes.length > 0 && ticked.length === boxes.length;
  all.indeterminate = ticked.length > 0 && !all.checked;
  scope.querySelectorAll("[data-chosen]").forEach((line) => {
    line.textContent = say("Chosen", { n: ticked.length });
  });
  scope.querySelectorAll(".chosen").forEach((bar) => {
    bar.hidden = ticked.length === 0;
  });
}

export function start(root) {
  root.querySelectorAll("input[data-select-all]").forEach((all) => {
    const scope = all.closest("form") ?? all.closest("table");
    all.hidden = false;
    all.addEventListener("change", () => {
      for (const box of boxesOf(scope)) box.checked = all.checked;
    });
    scope.addEventListener("change", () => update(scope, all));
    update(scope, all);
  });
}
