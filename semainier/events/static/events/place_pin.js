// The point of an event, put on a map by click, drag or the arrow keys; the two fields beside it hold what counts.
// The frame has data-latitude and data-longitude, the ids of the fields; core/js/maps.js loads this when asked.
import L from "leaflet";

const MAINLAND = [[41.3, -5.2], [51.1, 9.6]];
const STEP = 8; // pixels; with Shift ten times as far
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

const degrees = (field) => (field.value.trim() ? Number(field.value.trim().replace(",", ".")) : NaN);

function read(fields) {
  const [latitude, longitude] = fields.map(degrees);
  return Number.isFinite(latitude) && Number.isFinite(longitude) && Math.abs(latitude) <= 90 ? L.latLng(latitude, longitude) : null;
}

function write(fields, point) {
  const { lat, lng } = point.wrap();
  [lat, lng].forEach((value, place) => {
    fields[place].value = value.toFixed(6);
    fields[place].dispatchEvent(new Event("input", { bubbles: true }));
  });
}

function pinOn(map, fields, words) {
  const icon = L.divIcon({ className: "spot", iconSize: [32, 32] });
  const pin = L.marker(read(fields) ?? map.getCenter(), { icon, draggable: true, title: words, alt: words, keyboard: true });
  const put = (point) => {
    pin.setLatLng(point);
    write(fields, point);
    if (!map.getBounds().contains(point)) map.panTo(point);
  };
  pin.on("dragend", () => write(fields, pin.getLatLng()));
  map.on("click", ({ latlng }) => put(latlng));
  pin.addTo(map);
  const element = pin.getElement();
  L.DomEvent.disableClickPropagation(element); // a click on the mark moves nothing
  element.addEventListener("keydown", (event) => {
    if (!(event.key in ARROWS)) return;
    event.preventDefault();
    event.stopPropagation(); // the map stays where it is
    const far = event.shiftKey ? STEP * 10 : STEP;
    const [x, y] = ARROWS[event.key].map((way) => way * far);
    put(map.containerPointToLatLng(map.latLngToContainerPoint(pin.getLatLng()).add([x, y])));
  });
  for (const field of fields) {
    field.addEventListener("change", () => {
      const point = read(fields);
      if (!point) return;
      pin.setLatLng(point);
      map.panTo(point);
    });
  }
}

export async function show(frame) {
  const { outlines, tiles, attribution, centre, nearer, farther, pin } = frame.dataset;
  const fields = [frame.dataset.latitude, frame.dataset.longitude].map((id) => document.getElementById(id));
  const answer = await fetch(outlines, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${outlines}: ${answer.status}`);
  const map = L.map(frame, { minZoom: 3, maxZoom: 18, zoomControl: false, attributionControl: Boolean(attribution) });
  L.control.zoom({ zoomInTitle: nearer, zoomOutTitle: farther }).addTo(map);
  if (tiles) L.tileLayer(tiles, { attribution, maxZoom: 18 }).addTo(map);
  const style = { className: "outline", fillOpacity: tiles ? 0 : 1 };
  L.geoJSON(await answer.json(), { interactive: false, style }).addTo(map);
  const start = read(fields) ?? (centre ? L.latLng(centre.split(" ").map(Number)) : null);
  if (start) map.setView(start, tiles ? 15 : 10, { animate: false });
  else map.fitBounds(MAINLAND, { animate: false });
  pinOn(map, fields, pin);
  document.getElementById(frame.getAttribute("aria-describedby")).hidden = false;
  return map;
}
