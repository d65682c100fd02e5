// The trends page: who and what rises, counted by chains.

import { about, at, make, plain, told as beside } from "./elements.js";
import { line } from "./line.js";
import { said } from "./notices.js";
import * as status from "./status.js";
import { full } from "./times.js";

const AGAIN = 10000;
const HOUR = 3600000;
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
  lengths();
  const one = told.windows.find((window) => String(length(window)) === at("window").value) ?? told.windows.at(-1);
  at("over").textContent = one ? over(one) : own();
  const things = one?.things ?? told.things;
  const lists = Object.entries(TITLES).map(([key, [title, kind]]) => list(title, kind, things[key] ?? []));
  at("lists").replaceChildren(...lists);
}

// The lengths of window that the trends feed has.
function lengths() {
  const found = told.windows.map(length).join();
  const select = at("window");
  at("window-field").hidden = found === "";
  if (select.dataset.lengths === found) return;
  const chosen = select.value;
  select.dataset.lengths = found;
  select.replaceChildren(...told.windows.map((one) => make("option", { value: length(one) }, hours(length(one)))));
  select.value = told.windows.some((one) => String(length(one)) === chosen) ? chosen : length(told.windows.at(-1) ?? {});
}

function length({ start, end }) {
  return end - start;
}

function hours(milliseconds) {
  if (milliseconds < HOUR) return `${Math.round(milliseconds / 60000)} min`;
  if (milliseconds > 96 * HOUR) return `${Math.round(milliseconds / HOUR / 24)} days`;
  return `${Math.round((100 * milliseconds) / HOUR) / 100} h`;
}

function over({ start, end, chained }) {
  const what = chained ? "Stories with all their takes" : "Stories";
  return `${what}, from ${full(start)} to ${full(end)}, against the ${hours(end - start)} before, as the trends feed has it.`;
}

function own() {
  return `${told.chains.toLocaleString()} stories with all their takes, of the last ${told.hours} h; "now" is the last ${told.hours / 8} h, against the ${told.hours / 8} h before. The trends feed says nothing of now.`;
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
  const takes = one.stories > one.chains ? ` in ${one.stories} takes` : "";
  const now = told.windows.length ? "" : `, ${one.recent} now`;
  return make(
    "li",
    {},
    make("span", { class: "name" }, about(told.windows.length && kind === "speaker" ? "entity" : kind, one.id, beside(one.name))),
    line(one.line, `${plain(one.name)}: stories by time, in the last ${told.hours} h`),
    make("span", { class: "how" }, `${counts}${takes}${now}, ${one.before} before`),
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
at("window").addEventListener("change", show);
setInterval(ask, AGAIN);
