// What stands above a story: its headline and what its publisher says of it.

import { filtered, make, told } from "./elements.js";
import { STATUS } from "./row.js";
import { headlined } from "./story-text.js";
import { full, stamp } from "./times.js";

export function head(about, record) {
  const facts = [
    ["Source", record.source && filtered("source", about.source, told(about.source))],
    ["Came", stamp(make("time", { "data-moment": about.moved }), about.moved)],
    ["Published", record.published && moment(record.published)],
    ["Version", record.version],
    ["Slug", record.slugline],
    ["Urgency", record.urgency],
    ["By", record.byline.join(", ")],
    ["Filed", record.dateline && [record.dateline.place, record.dateline.date].filter(Boolean).join(", ")],
    ["Language", record.language],
    ["Credit", record.credit],
    ["Usage", record.usage_terms],
    ["Note to editors", record.editor_note],
    ["Skipped", record.skipped && `${record.skipped}: nothing was looked for`],
    ["Cut", record.truncated && "there is more in it than is told here"],
  ].filter(([, value]) => value);
  return make(
    "header",
    { class: "story-head" },
    make("p", { class: "marks" }, ...record.signals.map((one) => make("bdi", { class: "mark" }, one))),
    make("h2", { dir: "auto", lang: record.language }, ...headlined(about, record)),
    make("dl", { class: "facts" }, ...facts.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, typeof value === "string" ? told(value) : value)))),
  );
}

export function gone(about) {
  return make(
    "header",
    { class: "story-head" },
    make("h2", {}, make("strong", { class: "mark killed" }, STATUS[about.status] ?? about.status), " ", told(about.slug)),
    make("p", {}, ...(about.source ? [told(about.source), ", "] : []), `${full(about.moved)}. What it said is not to be used, and is not kept here.`),
  );
}

export function missing(uri, read) {
  if (!read) return make("header", { class: "story-head" }, make("h2", {}, "Not read yet"), make("p", {}, "What came before is still to be read."));
  return make(
    "header",
    { class: "story-head" },
    make("h2", {}, "Not on the board"),
    make("p", {}, "This story is older than what the page keeps, or has not come yet: "),
    make("p", {}, make("code", {}, uri)),
  );
}

function moment(text) {
  const found = Date.parse(text);
  return Number.isNaN(found) || !text.includes("T") ? text : make("time", { datetime: text, title: text }, full(found));
}
