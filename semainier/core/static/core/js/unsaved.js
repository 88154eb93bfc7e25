// data-unsaved: leaving a page with changes that were not sent asks first (the browser's own words).
export function start(root) {
  const changed = new Set();
  root.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-unsaved]");
    if (form) changed.add(form);
  });
  root.addEventListener("submit", (event) => changed.delete(event.target));
  window.addEventListener("beforeunload", (event) => {
    if (changed.size > 0) event.preventDefault();
  });
}
