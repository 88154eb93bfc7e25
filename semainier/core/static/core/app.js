// Enhancements of the pages. Each is asked for by a data attribute and nothing is lost without it.
import * as busy from "./js/busy.js";
import * as counts from "./js/counts.js";
import * as dialogs from "./js/dialogs.js";
import * as drawers from "./js/drawers.js";
import * as filters from "./js/filters.js";
import * as keyboard from "./js/keyboard.js";
import * as maps from "./js/maps.js";
import * as popups from "./js/popups.js";
import * as selection from "./js/selection.js";
import * as unsaved from "./js/unsaved.js";

const ENHANCEMENTS = [busy, counts, dialogs, drawers, filters, keyboard, maps, popups, selection, unsaved];

for (const enhancement of ENHANCEMENTS) {
  enhancement.start(document);
}
document.querySelector("[data-focus]")?.focus();
