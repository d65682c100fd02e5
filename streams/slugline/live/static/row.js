// One row: a chain as it stands.

import { filtered, make, storyLink, told } from "./elements.js";
import { stamp } from "./times.js";

export const STATUS = { canceled: "Killed", withheld: "Withheld", deleted: "Deleted" };
const LOUD = new Set(["flash", "bulletin", "alert", "urgent", "breaking", "kill", "withhold", "correction"]);

export function content(row) {
  const gone = row.status !== "usable";
  return [
    stamp(make("time", { "data-moment": row.moved, class: "age" }), row.moved),
    make(
      "div",
      { class: "what" },
      make(
        "h2",
        { class: "headline", dir: "auto", lang: gone || row.language === "und" ? null : row.language },
        ...marks(row, gone),
        make("a", { href: storyLink(row.uri), class: "to-story" }, row.headline),
      ),
      make("p", { class: "facts" }, ...facts(row)),
      ...takenBack(row, gone),
    ),
    make("p", { class: "names" }, ...names(row)),
  ];
}

function marks(row, gone) {
  const marks = [];
  if (gone) marks.push(make("bdi", { class: "mark killed" }, STATUS[row.status] ?? row.status), " ");
  if (!gone && row.urgency && row.urgency <= 3) {
    marks.push(make("bdi", { class: "mark urgent" }, `Urgency ${row.urgency}`), " ");
  }
  for (const signal of gone ? [] : row.signals) {
    marks.push(make("bdi", { class: LOUD.has(signal) ? "mark loud" : "mark" }, signal), " ");
  }
  return marks;
}

function facts(row) {
  const sources = row.sources.map((name) => filtered("source", name, told(name)));
  const parts = [make("span", { class: "sources" }, ...between(sources.length ? sources : ["no source"], ", "))];
  if (row.takes > 1) parts.push(`${row.takes} takes`);
  if (row.version > 1) parts.push(`version ${row.version}`);
  if (row.relation && row.relation !== "first") parts.push(make("span", { class: "relation" }, row.relation));
  if (row.urgency && row.urgency > 3) parts.push(`urgency ${row.urgency}`);
  for (const topic of row.topics) parts.push(filtered("topic", topic.id, told(topic.name)));
  for (const rule of row.watched) parts.push(make("span", { class: "watched" }, "★ ", filtered("watch", `=${rule}`, told(rule))));
  return between(parts, make("span", { class: "dot", "aria-hidden": "true" }, " · "));
}

function names(row) {
  const links = row.entities.map((one) => filtered("entity", one.name, told(one.name)));
  links.forEach((link, place) => link.setAttribute("data-type", row.entities[place].type));
  return between(links, " ");
}

function takenBack(row, gone) {
  if (gone) return [];
  return row.taken_back.map((one) =>
    make(
      "p",
      { class: "gone" },
      make("strong", { class: "mark killed" }, STATUS[one.status] ?? one.status),
      " ",
      told(one.slug),
      ...(one.source ? [" (", told(one.source), ")"] : []),
    ),
  );
}

function between(parts, separator) {
  return parts.flatMap((part, place) => {
    if (place === 0) return [part];
    return [typeof separator === "string" ? separator : separator.cloneNode(true), part];
  });
}
