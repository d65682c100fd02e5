// The list of rows: what is shown, and what waits while it is paused. What is taken back never waits.

import { at, make } from "./elements.js";
import { content } from "./row.js";

const BEYOND = 50;
const FEW = 10; // rows at once of which it is shown that they are fresh; where all are, none stands out

export class Rows {
  constructor(most, said) {
    this.list = at("rows");
    this.shown = new Map();
    this.order = []; // the items, as they stand in the list
    this.waiting = new Map();
    this.gone = new Set();
    this.paused = false;
    this.most = most;
    this.said = said;
  }

  // Takes what the server sends: all there is, or what changed.
  // A row that is shown and of which a story was taken back stays, though it may fit the filter no longer.
  // While it is paused other rows stay, too, until it goes on; a story whose words they have may not.
  take({ whole, rows, gone, taken = [] }) {
    const read = this.read();
    const marked = taken.filter((row) => this.shown.has(row.id) || this.waiting.has(row.id));
    const all = [...rows, ...marked].sort((a, b) => a.moved - b.moved);
    const kept = new Set(marked.map((row) => row.id));
    const news = whole ? this.missing(rows) : gone.filter((id) => !kept.has(id));
    const lost = this.lost([...rows, ...taken]);
    for (const id of news) {
      if (this.paused && !whole && this.shown.has(id)) this.leave(id);
      else this.drop(id);
    }
    for (const row of all) {
      const before = this.shown.get(row.id)?.row;
      const back = takenBack(before ?? this.waiting.get(row.id), row);
      if (!whole || before) this.said(back, before !== undefined);
      const killed = (before && (back.length || row.status !== "usable")) || lost.has(row.id);
      this.gone.delete(row.id);
      if (this.paused && !killed) {
        if (!before || before.moved !== row.moved || before.uri !== row.uri) this.waiting.set(row.id, row);
      } else {
        this.waiting.delete(row.id);
        this.show(row, !whole && all.length <= FEW);
      }
    }
    this.readOn(read);
    while (this.shown.size > this.most + BEYOND) this.drop(this.order.at(-1).dataset.id);
  }

  // Drops the rows with words of stories that were taken back since they got another row; returns what took their place.
  lost(rows) {
    const found = new Set();
    const taken = new Map(rows.flatMap((row) => row.taken_back.map((one) => [one.uri, row.id])));
    for (const [id, { row }] of [...this.shown]) {
      if (row.status !== "usable" || !taken.has(row.uri) || taken.get(row.uri) === id) continue;
      found.add(taken.get(row.uri));
      this.drop(id);
    }
    return found;
  }

  leave(id) {
    this.waiting.delete(id);
    this.gone.add(id);
  }

  // Gives the focus to the row of a story, as after a way to its page and back.
  focus(uri) {
    this.readOn(uri);
    document.activeElement?.closest("#rows > li")?.scrollIntoView({ block: "center" });
  }

  // The story whose row has the focus; a story that is chained gets another row, and keeps it.
  read() {
    const item = document.activeElement?.closest("#rows > li");
    return item ? this.shown.get(item.dataset.id)?.row.uri : undefined;
  }

  readOn(uri) {
    if (uri === undefined || this.read() !== undefined) return;
    const entry = [...this.shown.values()].find((one) => one.row.uri === uri);
    entry?.item.querySelector(".to-story").focus({ preventScroll: true });
  }

  missing(rows) {
    const there = new Set(rows.map((row) => row.id));
    this.waiting.clear();
    return [...this.shown.keys()].filter((id) => !there.has(id));
  }

  show(row, fresh) {
    const known = this.shown.get(row.id);
    const written = JSON.stringify(row);
    if (known?.written === written) return;
    const item = known?.item ?? make("li", { "data-id": row.id });
    const focused = item.contains(document.activeElement);
    item.className = `row ${row.status === "usable" ? "" : "is-gone"} ${fresh ? "fresh" : ""}`;
    item.dataset.urgency = row.urgency ?? "";
    item.replaceChildren(...content(row));
    if (!known || known.row.moved !== row.moved) this.place(item, row);
    this.shown.set(row.id, { row, item, written });
    if (focused) item.querySelector(".to-story").focus({ preventScroll: true });
  }

  // Puts an item where it belongs, by halves: there may be thousands.
  place(item, row) {
    this.takeOut(item);
    item.dataset.moved = row.moved;
    let [low, high] = [0, this.order.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (above(this.order[middle], row)) low = middle + 1;
      else high = middle;
    }
    this.list.insertBefore(item, this.order[low] ?? null);
    this.order.splice(low, 0, item);
  }

  takeOut(item) {
    const place = this.order.indexOf(item);
    if (place >= 0) this.order.splice(place, 1);
  }

  drop(id) {
    this.waiting.delete(id);
    this.gone.delete(id);
    const item = this.shown.get(id)?.item;
    if (!item) return;
    this.shown.delete(id);
    this.takeOut(item);
    item.remove();
  }

  pause(paused) {
    this.paused = paused;
    if (paused) return;
    const read = this.read();
    const rows = [...this.waiting.values()].sort((a, b) => a.moved - b.moved);
    this.waiting.clear();
    for (const id of [...this.gone]) this.drop(id);
    for (const row of rows) this.show(row, true);
    this.readOn(read);
  }

  // Moves the focus by so many rows.
  move(by) {
    const links = this.order.map((item) => item.querySelector(".to-story"));
    const place = links.findIndex((link) => link.closest("li").contains(document.activeElement));
    const next = place < 0 ? 0 : Math.min(links.length - 1, Math.max(0, place + by));
    links[next]?.focus();
    links[next]?.closest("li").scrollIntoView({ block: "nearest" });
  }
}

// Whether an item stands above a row: what moved later does; the server puts what moved at once the same way.
function above(item, row) {
  const moved = Number(item.dataset.moved);
  return moved > row.moved || (moved === row.moved && item.dataset.id > row.id);
}

function takenBack(before, after) {
  const known = new Set((before?.taken_back ?? []).map((one) => `${one.uri} ${one.status}`));
  return after.taken_back.filter((one) => !known.has(`${one.uri} ${one.status}`));
}
