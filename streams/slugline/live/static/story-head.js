// What stands above a story: its headline and what its publisher says of it.

import { filtered, make } from "./elements.js";
import { STATUS } from "./row.js";
import { full, stamp } from "./times.js";

export function head(about, record) {
  const facts = [
    ["Source", record.source && filtered("source", record.source, record.source)],
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
    make("p", { class: "marks" }, ...record.signals.map((one) => make("span", { class: "mark" }, one))),
    make("h2", { dir: "auto", lang: record.language }, record.headline ?? about.slug),
    make("dl", { class: "facts" }, ...facts.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value)))),
  );
}

export function gone(about) {
  return make(
    "header",
    { class: "story-head" },
    make("h2", {}, make("strong", { class: "mark killed" }, STATUS[about.status] ?? about.status), ` ${about.slug}`),
    make("p", {}, `${about.source ? `${about.source}, ` : ""}${full(about.moved)}. What it said is not to be used, and is not kept here.`),
  );
}

export function missing(uri) {
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
