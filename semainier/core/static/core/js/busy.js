// data-busy: a form is sent once; its button waits and says so.
export function start(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-busy]");
    if (!form || event.defaultPrevented) return;
    if (form.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      return;
    }
    form.setAttribute("aria-busy", "true");
    if (form.dataset.busy && event.submitter) event.submitter.textContent = form.dataset.busy;
  });
  // Coming back with the browser's button must find a form that can be sent.
  window.addEventListener("pageshow", () => {
    root.querySelectorAll("form[aria-busy]").forEach((form) => form.removeAttribute("aria-busy"));
  });
}
