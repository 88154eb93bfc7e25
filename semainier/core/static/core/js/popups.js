// data-popup: a <details> used as a menu closes on Escape, on a click outside and when the focus leaves it.
function close(details, giveFocus = false) {
  details.open = false;
  if (giveFocus) details.querySelector("summary")?.focus();
}

export function start(root) {
  root.addEventListener("keydown", (event) => {
    const details = event.key === "Escape" && event.target.closest?.("details[data-popup][open]");
    if (details) close(details, true);
  });
  for (const kind of ["pointerdown", "focusin"]) {
    root.addEventListener(kind, (event) => {
      root.querySelectorAll("details[data-popup][open]").forEach((details) => {
        if (!details.contains(event.target)) close(details);
      });
    });
  }
}
