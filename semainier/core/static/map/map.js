// The map of a programme: outlines of the departments, one spot for the events of a place. No request to anyone else
// unless a tile server is configured. The frame is a [data-map] element; js/maps.js loads this file when asked.
import L from "leaflet";

const CELL = 60; // pixels: spots nearer than this are one, and no spot is larger
const LISTED = 30; // events named in one popup

const element = (name, text = "", properties = {}) => Object.assign(document.createElement(name), { textContent: text, ...properties });

async function json(url) {
  const answer = await fetch(url, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
}

// Points that fall into the same cell of the screen, so that every spot can be hit by a finger.
function gather(map, points) {
  const cells = new Map();
  for (const point of points) {
    const [longitude, latitude] = point.geometry.coordinates;
    const at = map.project([latitude, longitude]);
    const key = `${Math.round(at.x / CELL)}:${Math.round(at.y / CELL)}`;
    const cell = cells.get(key) ?? { latitude: 0, longitude: 0, points: [] };
    cell.latitude += latitude;
    cell.longitude += longitude;
    cell.points.push(point);
    cells.set(key, cell);
  }
  return [...cells.values()];
}

function listOf(points) {
  const list = element("ul", "", { className: "lines" });
  for (const { properties } of points.slice(0, LISTED)) {
    const item = element("li");
    item.append(element("a", properties.title, { href: properties.url, lang: "fr" }));
    const line = [properties.when, properties.place].filter(Boolean).join(" · ");
    if (line) item.append(element("p", line, { className: "quiet" }));
    list.append(item);
  }
  if (points.length > LISTED) list.append(element("li", `+ ${points.length - LISTED}`));
  return list;
}

function spot({ latitude, longitude, points }, sentence) {
  const size = Math.min(CELL - 4, Math.round(28 + 5 * Math.log2(points.length)));
  const icon = L.divIcon({ className: "spot", html: points.length > 1 ? String(points.length) : "", iconSize: [size, size] });
  const title = points.length > 1 ? sentence.replace("{n}", points.length) : points[0].properties.title;
  return L.marker([latitude / points.length, longitude / points.length], { icon, title, alt: title }).bindPopup(
    () => listOf(points),
    { minWidth: 220 },
  );
}

export async function show(frame) {
  const { outlines, points, tiles, attribution, events } = frame.dataset;
  const [departments, collection] = await Promise.all([outlines ? json(outlines) : null, json(points)]);
  const options = { minZoom: 3, maxZoom: 17, zoomSnap: 0.5, zoomControl: false, attributionControl: Boolean(attribution) };
  const map = L.map(frame, options);
  L.control.zoom({ zoomInTitle: frame.dataset.nearer, zoomOutTitle: frame.dataset.farther }).addTo(map);
  map.on("popupopen", ({ popup }) => {
    popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", frame.dataset.close);
  });
  if (tiles) L.tileLayer(tiles, { attribution }).addTo(map);
  if (departments) {
    L.geoJSON(departments, { interactive: false, style: { className: "outline", fillOpacity: tiles ? 0 : 1 } }).addTo(map);
  }
  const placed = collection.features.filter((feature) => feature.geometry);
  const layer = L.layerGroup();
  const draw = () => {
    layer.clearLayers();
    gather(map, placed).forEach((cell) => spot(cell, events ?? "{n}").addTo(layer));
  };
  const all = placed.map(({ geometry }) => [geometry.coordinates[1], geometry.coordinates[0]]);
  // With an event in Réunion and one in Lille, a view of both would show neither: the mainland comes first.
  const mainland = L.latLngBounds([[41.3, -5.2], [51.1, 9.6]]);
  const near = all.filter((point) => mainland.contains(point));
  const seen = near.length ? near : all;
  map.fitBounds(seen.length ? L.latLngBounds(seen) : mainland, { maxZoom: 11, padding: [24, 24], animate: false });
  layer.addTo(map);
  map.on("zoomend", draw);
  draw();
  return map;
}
