// [data-map] holds the addresses of its data; the button [data-map-open="id"] loads the map when it is pressed.
import { say } from "./words.js";

async function open(button, frame) {
  button.disabled = true;
  try {
    const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: frame.dataset.style });
    await new Promise((resolve) => {
      sheet.onload = sheet.onerror = resolve;
      document.head.append(sheet);
    });
    const module = await import(frame.dataset.script);
    frame.hidden = false;
    await module.show(frame);
    button.hidden = true;
    frame.focus();
  } catch {
    frame.hidden = true;
    button.disabled = false;
    const line = button.parentElement.querySelector("[role=alert]") ?? document.createElement("p");
    line.setAttribute("role", "alert");
    line.textContent = say("Failed");
    button.after(line);
  }
}

function wire(part) {
  part.querySelectorAll("[data-map-open]").forEach((button) => {
    const frame = document.getElementById(button.dataset.mapOpen);
    if (!frame) return;
    button.hidden = false;
    button.addEventListener("click", () => open(button, frame));
    if (button.hasAttribute("data-now")) open(button, frame);
  });
}

// A script that puts a new part into the page says so by an event "fresh" on it.
export function start(root) {
  wire(root);
  root.addEventListener("fresh", (event) => wire(event.target));
}
