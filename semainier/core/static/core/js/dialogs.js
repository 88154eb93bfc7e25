// data-dialog="id" on a link or button opens that <dialog>; data-close, a click outside and Escape close it.
export function start(root) {
  root.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog?.showModal && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      dialog.showModal();
      return;
    }
    if (event.target.closest("[data-close]") || event.target.matches("dialog[open]")) {
      event.target.closest("dialog")?.close();
    }
  });
}
