// A text with maxlength says how much room is left; a screen reader hears it near the end only.
import { say } from "./words.js";

const NEAR = 20;

function follow(field) {
  const line = document.createElement("p");
  line.className = "help";
  const heard = document.createElement("p");
  heard.className = "vh";
  heard.setAttribute("role", "status");
  field.after(line, heard);
  const update = () => {
    const left = field.maxLength - field.value.length;
    line.textContent = say("Left", { n: left });
    heard.textContent = left <= NEAR ? line.textContent : "";
  };
  field.addEventListener("input", update);
  update();
}

export function start(root) {
  root.querySelectorAll("textarea[maxlength], [data-count][maxlength]").forEach(follow);
}
