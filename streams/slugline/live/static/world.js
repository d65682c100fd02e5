// The world as dots, one where there are towns, and what is to be seen on it. No tiles from anywhere.

import { plain } from "./elements.js";

const SVG = "http://www.w3.org/2000/svg";
const PLACES = new Set(["GPE", "LOC", "FAC"]);
let drawn = null;

// Returns a map with these spots: {id, name, lat, lon, town, size, told}. What it shows stands beside it as a list.
export function world(spots) {
  const svg = element("svg", { class: "map", viewBox: "-180 -74 360 130", "aria-hidden": "true" });
  const land = element("path", { class: "land" });
  const largest = Math.max(1, ...spots.map((one) => one.size));
  svg.append(land, ...[...spots].sort((a, b) => b.size - a.size).map((one) => spot(one, largest)));
  outline().then((path) => land.setAttribute("d", path));
  return svg;
}

// The places among a record's entities.
export function spots(entities) {
  return entities
    .filter((one) => PLACES.has(one.type) && one.links.lat !== null && one.links.lon !== null)
    .map((one) => ({
      id: one.entity_id, name: one.name, lat: one.links.lat, lon: one.links.lon, town: one.links.point === "place",
      size: one.count, told: plain(one.name),
    }));
}

function spot(one, largest) {
  const link = element("a", { href: "thing?" + new URLSearchParams({ kind: "entity", id: one.id }), tabindex: "-1" });
  const circle = element("circle", {
    cx: one.lon, cy: -one.lat, r: 0.9 + 2.4 * Math.sqrt(one.size / largest), class: one.town ? "spot" : "spot middle",
  });
  const title = element("title", {});
  title.textContent = one.told;
  circle.append(title);
  link.append(circle);
  return link;
}

function outline() {
  drawn ??= fetch("static/world.json").then(async (answer) => path(await answer.json()));
  return drawn;
}

function path({ step, north, rows }) {
  const dot = ([row, ...columns]) =>
    columns.map((column) => `M${-180 + (column + 0.5) * step} ${(row + 0.5) * step - north}h0`).join("");
  return rows.map(dot).join("");
}

function element(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
