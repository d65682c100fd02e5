// The versions that were seen, and what each changed.

import { make } from "./elements.js";
import { stamp } from "./times.js";

const TAGS = { same: "span", came: "ins", went: "del" };

export function versions(about) {
  if (about.versions.length < 2) return null;
  return make("section", { class: "versions" }, make("h3", {}, "Versions"), ...about.versions.map(version));
}

function version(one, place) {
  const when = stamp(make("time", { "data-moment": one.moment }), one.moment);
  const title = [`Version ${one.version}, `, when, one.changes ? "" : ": the first that was seen"];
  if (!one.changes) return make("p", {}, ...title);
  const { text, came, went } = one.changes;
  return make(
    "details",
    { id: `version-${one.version}-${one.moment}`, open: place === 0 },
    make("summary", {}, ...title),
    text.length ? make("p", { class: "diff", dir: "auto" }, ...text.flatMap(piece)) : make("p", {}, "The text is the same."),
    listed("Came", came, "ins"),
    listed("Gone", went, "del"),
  );
}

function piece({ kind, text }) {
  return [make(TAGS[kind] ?? "span", {}, text), " "];
}

function listed(title, things, tag) {
  if (!things.length) return null;
  return make("div", { class: "things" }, make("h4", {}, title), make("ul", {}, ...things.map((one) => make("li", {}, make(tag, {}, one)))));
}
