// Enhancements of the pages. Each is asked for by a data attribute and nothing is lost without it.
import * as busy from "./js/busy.js";
import * as counts from "./js/counts.js";
import * as dialogs from "./js/dialogs.js";
import * as drawers from "./js/drawers.js";
import * as filters from "./js/filters.js";
import * as keyboard from "./js/keyboard.js";
import * as popups from "./js/popups.js";
import * as selection from "./js/selection.js";
import * as unsaved from "./js/unsaved.js";

for (const enhancement of [busy, counts, dialogs, drawers, filters, keyboard, popups, selection, unsaved]) {
  enhancement.start(document);
}
document.querySelector("[data-focus]")?.focus();
