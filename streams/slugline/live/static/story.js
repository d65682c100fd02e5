// The page of one story: it asks for all of it anew whenever something of it moved.

import { at, make, told } from "./elements.js";
import { said } from "./notices.js";
import * as status from "./status.js";
import { chain, ids, rawRecord, topics, entities } from "./story-facts.js";
import { head, gone, missing } from "./story-head.js";
import { quotes } from "./story-quotes.js";
import { text } from "./story-text.js";
import { Versions } from "./story-versions.js";
import { spots, world } from "./world.js";
import { keepAges } from "./times.js";

const uri = new URLSearchParams(location.search).get("id") ?? "";
const AGAIN = 1000;
const versions = new Versions(uri);
let asked = 0;
let known = false;
let shown = true;
let last = null;

async function ask() {
  const number = ++asked;
  try {
    const answer = await fetch("api/story?" + new URLSearchParams({ id: uri }));
    const found = await answer.json();
    if (number === asked) show(found);
  } catch {
    setTimeout(() => number === asked && ask(), AGAIN);
  }
}

function show({ about, record }) {
  const written = record && JSON.stringify(record);
  versions.show(written && about);
  if (written && written === last) {
    at("chain").replaceWith(chain(about)); // all else stays, and with it the focus
    return;
  }
  last = written;
  const open = new Set([...document.querySelectorAll("details[open]")].map((one) => one.id));
  const parts = about === null ? [missing(uri, status.isRead())] : record === null ? [gone(about), chain(about)] : whole(about, record);
  at("story").replaceChildren(...parts.filter(Boolean));
  for (const id of open) at(id)?.setAttribute("open", "");
  document.title = `${about?.headline ?? "No story"} – Slugline`;
  if (!known && location.hash) at(location.hash.slice(1))?.scrollIntoView();
  known = true;
  shown = record !== null;
}

function whole(about, record) {
  return [
    head(about, record),
    make(
      "div",
      { class: "columns" },
      make("article", { class: "copy", dir: "auto", lang: record.language }, ...text(record)),
      make("div", { class: "beside" }, ...quotes(record), ...topics(record), ...entities(record), chain(about)),
    ),
    ...map(record),
    versions.section,
    ids(about, record),
    rawRecord(record),
  ];
}

function map(record) {
  const found = spots(record.entities);
  return found.length ? [make("section", {}, make("h3", {}, "Places"), world(found))] : [];
}

status.listen("api/stream?" + new URLSearchParams({ uri, rows: 1 }), (news) => {
  const taken = news.rows.flatMap((row) => row.taken_back).filter((one) => one.uri === uri);
  // its words go at once: the answer may have to wait for other pages of this browser
  if (taken.length && shown) at("story").replaceChildren(make("p", {}, "Taken back: ", told(taken[0].slug)));
  if (!news.whole && shown) said(taken, true);
  if (taken.length) [shown, last] = [false, null];
  if (news.whole || news.gone.length || news.rows.length) ask();
}, () => {
  if (known && !shown) ask(); // "not read yet" is so no longer
});
keepAges();
