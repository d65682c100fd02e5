// The front page: one row a chain, the newest movement on top.

import { at } from "./elements.js";
import { fromAddress, onChange, toAddress, wanted } from "./filters.js";
import { onKeys } from "./keys.js";
import { said } from "./notices.js";
import { Rows } from "./rows.js";
import * as status from "./status.js";
import { keepAges } from "./times.js";

const FIRST = 200;
const MORE = 400;
const MOST = 5000;

const rows = new Rows(FIRST, said);
let stream;
let all = 0;
let more = false;
let back = history.state; // where one was who comes back from a story

function begin() {
  stream?.close();
  const query = wanted();
  query.set("rows", String(rows.most));
  stream = status.listen(`api/stream?${query}`, take, (told) => {
    at("watch-field").hidden = !told.watching;
    count();
  });
}

function take(told) {
  all = told.all;
  if (told.whole) more = told.more;
  rows.take(told);
  count();
  if (back && told.whole && rows.shown.size) {
    rows.focus(back.uri);
    back = null;
    history.replaceState(null, "");
  }
}

function none(filtered) {
  if (!status.isRead()) return "Nothing to show yet: what came before is still to be read.";
  return filtered ? "No story fits the filter." : "No stories yet. They show here as they come.";
}

function count() {
  const filtered = wanted().size > 0;
  const shown = rows.shown.size.toLocaleString();
  at("count").textContent = filtered ? `${shown} of ${all.toLocaleString()} stories` : `${all.toLocaleString()} stories`;
  at("more").hidden = !more || rows.most >= MOST;
  at("none").hidden = rows.shown.size > 0;
  at("none").textContent = none(filtered);
  at("waiting").hidden = rows.waiting.size === 0;
  at("waiting").textContent = `${rows.waiting.size} waiting: show`;
}

function pause(paused = !rows.paused) {
  rows.pause(paused);
  at("pause").setAttribute("aria-pressed", String(paused));
  at("pause").textContent = paused ? "Go on" : "Pause";
  document.body.classList.toggle("paused", paused);
  count();
}

fromAddress();
if (back) rows.most = Math.min(MOST, Math.max(FIRST, back.most));
onChange(() => {
  toAddress();
  begin();
});
at("pause").addEventListener("click", () => pause());
at("waiting").addEventListener("click", () => pause(false));
at("keys").addEventListener("click", () => at("help").showModal());
at("more").addEventListener("click", () => {
  rows.most = Math.min(MOST, rows.most + MORE);
  begin();
});
onKeys({
  j: () => rows.move(1),
  k: () => rows.move(-1),
  p: () => pause(),
  "/": () => at("filters").elements.text.focus(),
  "?": () => at("help").showModal(),
});
at("rows").addEventListener("click", (event) => {
  const item = event.target.closest("a") && event.target.closest("#rows > li");
  const uri = item && rows.shown.get(item.dataset.id)?.row.uri;
  if (uri) history.replaceState({ uri, most: rows.most }, "");
});
keepAges();
begin();
