// The page of a person, a place, an organisation, a topic, a speaker.

import { at, make, plain, storyLink, told as beside } from "./elements.js";
import { line } from "./line.js";
import { said as notice } from "./notices.js";
import { Rows } from "./rows.js";
import * as status from "./status.js";
import { sure } from "./story-quotes.js";
import { keepAges, stamp } from "./times.js";

const query = new URLSearchParams(location.search);
const kind = query.get("kind") ?? "";
const id = query.get("id") ?? "";
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "full" });
const rows = new Rows(100, notice);
let asked = 0;
let later;

async function ask() {
  const number = ++asked;
  try {
    const answer = await fetch("api/thing?" + new URLSearchParams({ kind, id }));
    if (answer.status >= 500) throw new Error(answer.statusText);
    if (!answer.ok) {
      at("thing").replaceChildren(make("h2", {}, "No such page"), make("p", {}, await answer.text()));
      return;
    }
    const told = await answer.json();
    if (number === asked) show(told);
  } catch {
    soon(1000);
  }
}

function show(told) {
  document.title = `${plain(told.name)} – Slugline`;
  at("thing").replaceChildren(
    make("p", { class: "how" }, beside(told.type)),
    make("h2", { dir: "auto" }, plain(told.name)),
    line(told.line, `${plain(told.name)}: stories by time`),
    make("p", { class: "how" }, `${told.chains === 1 ? "1 story" : `${told.chains} stories`} with all takes, in the last ${told.hours} h`),
    make("p", { class: "how" }, make("code", { dir: "auto" }, told.id)),
  );
  at("said").replaceChildren(...quotes(told.said));
}

function quotes(said) {
  if (kind === "topic") return [];
  if (!said.length) return [make("h3", {}, "Nothing said"), make("p", { class: "how" }, "No quote of the last stories is theirs.")];
  const days = new Map();
  for (const one of said) {
    const name = day.format(one.moment);
    days.set(name, [...(days.get(name) ?? []), one]);
  }
  const parts = [...days].flatMap(([name, many]) => [make("h4", {}, name), make("ol", { class: "quotes" }, ...many.map(card))]);
  return [make("h3", {}, said.length === 1 ? "1 quote" : `${said.length} quotes`), ...parts];
}

function card(one) {
  const marks = one.kind === "direct" ? ["“", "”"] : ["", ""];
  return make(
    "li",
    { class: one.stance === "denied" ? "quote denied" : "quote", "data-uri": one.uri },
    one.stance === "said" ? null : make("strong", { class: "mark killed" }, one.stance),
    make("blockquote", { dir: "auto" }, marks[0] + one.text + marks[1]),
    make(
      "p",
      { class: "how" },
      make("a", { href: storyLink(one.uri) }, beside(one.headline)),
      " · ",
      beside(one.source || "no source"),
      " · ",
      stamp(make("time", { "data-moment": one.moment }), one.moment),
      " · ",
      sure(one.confidence, "sure"),
    ),
  );
}

// Quotes come with their stories, a second later at most; a kill takes them away at once.
function soon(wait) {
  if (wait === 0) {
    clearTimeout(later);
    later = undefined;
    ask();
  }
  else {
    later ??= setTimeout(() => {
      later = undefined;
      ask();
    }, wait);
  }
}

const known = ["entity", "topic", "speaker"].includes(kind) && id !== "";
const watched = known ? { [kind]: `=${id}`, rows: 100 } : { uri: "-", rows: 1 };
status.listen("api/stream?" + new URLSearchParams(watched), (told) => {
  const taken = [...told.rows, ...(told.taken ?? [])].flatMap((row) => row.taken_back).map((one) => one.uri);
  for (const quote of at("said").querySelectorAll("[data-uri]")) {
    if (taken.includes(quote.dataset.uri)) quote.remove();
  }
  rows.take(told);
  at("count").textContent = `${rows.shown.size} shown`;
  soon(told.whole || told.gone.length || taken.length ? 0 : 1000);
});
keepAges();
