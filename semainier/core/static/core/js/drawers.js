// Rows of drawers that are wider than the screen: show the open one, fade the side where there is more.
function follow(row) {
  const update = () => {
    const more = [];
    if (row.scrollLeft > 4) more.push("start");
    if (row.scrollLeft + row.clientWidth < row.scrollWidth - 4) more.push("end");
    row.dataset.more = more.join(" ");
  };
  const current = row.querySelector("[aria-current]") ?? row.querySelector("[data-today]");
  if (current) {
    const place = current.getBoundingClientRect();
    const frame = row.getBoundingClientRect();
    row.scrollLeft += place.left + place.width / 2 - frame.left - frame.width / 2;
  }
  row.addEventListener("scroll", update, { passive: true });
  window.addEventListener("resize", update, { passive: true });
  update();
}

export function start(root) {
  root.querySelectorAll(".week, .views").forEach(follow);
  // Fronts of one chest close each other where <details name> is not known.
  root.addEventListener(
    "toggle",
    (event) => {
      const opened = event.target;
      if (!opened.open || !opened.matches?.("details.drawer")) return;
      opened.parentElement.querySelectorAll(":scope > details.drawer[open]").forEach((other) => {
        if (other !== opened) other.open = false;
      });
    },
    true,
  );
  // On a phone the filters start closed, so the list is what one sees.
  if (window.matchMedia("(max-width: 55.99rem)").matches) {
    root.querySelectorAll("details.facets-more[open]:not([data-keep])").forEach((details) => {
      details.open = false;
    });
  }
}
