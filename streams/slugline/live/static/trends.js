// The trends page: who and what rises, counted by chains.

import { about, at, make, plain, told as beside } from "./elements.js";
import { line } from "./line.js";
import { said } from "./notices.js";
import * as status from "./status.js";

const AGAIN = 10000;
const TITLES = {
  people: ["People", "entity"],
  speakers: ["Speakers", "speaker"],
  places: ["Places", "entity"],
  organisations: ["Organisations", "entity"],
  topics: ["Topics", "topic"],
};
const MOST = 10;
let told = null;

async function ask() {
  try {
    const answer = await fetch("api/things");
    if (answer.ok) told = await answer.json();
  } catch {
    return; // the stream says that the server is away
  }
  show();
}

function show() {
  if (!told) return;
  const hours = told.hours;
  at("over").textContent = `${told.chains.toLocaleString()} stories with all their takes, of the last ${hours} h; "now" is the last ${hours / 8} h, against the ${hours / 8} h before.`;
  const lists = Object.entries(TITLES).map(([key, [title, kind]]) => list(title, kind, told.things[key] ?? []));
  at("lists").replaceChildren(...lists);
}

function list(title, kind, things) {
  const order = at("order").value;
  const sorted = [...things].sort((a, b) => b[order] - a[order] || b.chains - a.chains || a.name.localeCompare(b.name));
  const items = sorted.slice(0, MOST).map((one) => item(one, kind));
  return make(
    "section",
    {},
    make("h3", {}, title),
    items.length ? make("ol", { class: "things" }, ...items) : make("p", { class: "how" }, "None yet."),
  );
}

function item(one, kind) {
  const counts = one.chains === 1 ? "1 story" : `${one.chains} stories`;
  return make(
    "li",
    {},
    make("span", { class: "name" }, about(kind, one.id, beside(one.name))),
    line(one.line, `${plain(one.name)}: stories by time`),
    make("span", { class: "how" }, `${counts}, ${one.recent} now, ${one.before} before`),
  );
}

status.listen("api/stream?rows=1", (event) => {
  if (event.whole) {
    ask();
    return;
  }
  const taken = event.rows.flatMap((row) => row.taken_back);
  said(taken.filter((one) => one.moment > event.now - AGAIN));
  if (taken.length) ask();
});
at("order").addEventListener("change", show);
setInterval(ask, AGAIN);
