// What stands beside and below a story: topics, names, its chain, ids, the record as it came.

import { about as aboutThing, make, plain, storyLink, told } from "./elements.js";
import { STATUS } from "./row.js";
import { sure } from "./story-quotes.js";
import { stamp } from "./times.js";

export function topics(record) {
  if (!record.topics.length) return [];
  return [make("h3", {}, "Topics"), make("ul", { class: "topics" }, ...record.topics.map(topic))];
}

function topic(one) {
  const steps = one.path.map((step) => aboutThing("topic", step.qcode, told(step.name)));
  const path = steps.flatMap((step, place) => (place ? [" › ", step] : [step]));
  return make("li", { class: one.primary ? "primary" : null }, ...path, " ", sure(one.score, ""));
}

export function entities(record) {
  if (!record.entities.length) return [];
  const sorted = [...record.entities].sort((a, b) => b.salience - a.salience);
  return [make("h3", {}, "Named"), make("ul", { class: "entities" }, ...sorted.map(entity))];
}

function entity(one) {
  const facts = [one.type, one.role, one.links.iso3166, `${one.count}×`].filter(Boolean).join(" · ");
  return make(
    "li",
    {},
    aboutThing("entity", one.entity_id, told(one.name)),
    " ",
    make("bdi", { class: "how" }, facts),
    " ",
    copier(one.entity_id, `Copy the id of ${plain(one.name)}`),
  );
}

export function chain(about) {
  if (about.chain.length < 2) return make("section", { id: "chain" });
  return make(
    "section",
    { id: "chain" },
    make("h3", {}, `The chain: ${about.chain.length} stories`),
    make("ol", { class: "chain" }, ...about.chain.map((one) => member(one, about.uri))),
  );
}

function member(one, uri) {
  const gone = one.status !== "usable";
  const facts = [plain(one.source), one.relation, one.new === null ? "" : `${Math.round(one.new * 100)} % new`].filter(Boolean);
  return make(
    "li",
    {},
    gone ? make("strong", { class: "mark killed" }, STATUS[one.status] ?? one.status) : null,
    make("a", { href: storyLink(one.uri), "aria-current": one.uri === uri ? "page" : null }, told(one.headline)),
    " ",
    make("span", { class: "how" }, ...facts.flatMap((one) => [told(one), " · "]), stamp(make("time", { "data-moment": one.moved }), one.moved)),
  );
}

export function ids(about, record) {
  const rows = [["uri", about.uri], ["chain", about.row === about.uri ? null : about.row]];
  for (const one of record.alt_ids) rows.push(["also", one]);
  rows.push(["made by", `Slugline ${record.pipeline.version}, ${record.pipeline.model}`]);
  return make(
    "section",
    {},
    make("h3", {}, "Ids"),
    make(
      "dl",
      { class: "ids" },
      ...rows
        .filter(([, value]) => value)
        .map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, make("code", { dir: "auto" }, value), copier(value, `Copy: ${name}`)))),
    ),
  );
}

export function rawRecord(record) {
  const written = JSON.stringify(record, null, 2);
  const details = make(
    "details",
    { id: "raw" },
    make("summary", {}, "The record as it came"),
    copier(written, "Copy the record"),
    make("pre", { tabindex: "0" }),
  );
  // a record of a megabyte is laid out only when somebody looks at it
  details.addEventListener("toggle", () => {
    details.querySelector("pre").textContent = details.open ? written : "";
  });
  return details;
}

function copier(text, label) {
  const button = make("button", { type: "button", class: "copy-id", "aria-label": label }, "copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "copied";
    } catch {
      button.textContent = "not allowed"; // without TLS a browser gives no clipboard but to this machine
    }
    setTimeout(() => (button.textContent = "copy"), 2000);
  });
  return button;
}
