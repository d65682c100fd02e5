// The text with its zones, and in them what was found, marked by its offsets.

import { filtered, make } from "./elements.js";

const PLAIN = new Set(["headline", "body", "bullet", "standfirst", "dateline", "section"]);
const MOST = 300; // code points; a headline that is longer is clipped above

export function text(record) {
  const cut = cutter(record.text);
  const spans = found(record);
  const zones = record.zones.length ? record.zones : [{ kind: "body", start: 0, end: record.text.length }];
  const above = headline(record, cut);
  return zones.filter((zone) => zone !== above).map((zone) => block(zone, cut, spans));
}

// What stands over the text: the headline as it stands in it, with its marks; else what the board has.
export function headlined(about, record) {
  const cut = cutter(record.text);
  const zone = headline(record, cut);
  if (!zone) return [about.headline];
  const spans = found(record).filter((span) => span.start < zone.end && span.end > zone.start);
  return [make("span", { "data-zone": "headline" }, ...segments(zone, cut, spans))];
}

// The zone of the text that says what the headline does.
function headline(record, cut) {
  const zone = record.zones.find((one) => one.kind === "headline");
  const words = (text) => text.split(/\s+/).filter(Boolean).join(" ");
  return zone && zone.end - zone.start <= MOST && words(cut(zone.start, zone.end)) === words(record.headline ?? "") ? zone : null;
}

// Offsets count code points; where some take two units of a string, it is cut by points.
export function cutter(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (start, end) => text.slice(start, end);
  const points = Array.from(text);
  return (start, end) => points.slice(start, end).join("");
}

function found(record) {
  const spans = [];
  for (const entity of record.entities) {
    for (const mention of entity.mentions) spans.push({ ...mention, entity });
  }
  record.quotes.forEach((quote, number) => {
    quote.pieces.forEach((piece, place) => spans.push({ ...piece, quote, id: place === 0 ? `said-${number}` : null }));
    if (quote.cue) spans.push({ ...quote.cue, role: "cue" });
    if (quote.speaker) spans.push({ ...quote.speaker, role: "speaker" });
  });
  return spans.sort((a, b) => a.start - b.start);
}

function block(zone, cut, spans) {
  const inside = spans.filter((span) => span.start < zone.end && span.end > zone.start);
  const label = PLAIN.has(zone.kind) ? null : make("span", { class: "zone" }, zone.kind.replaceAll("_", " "), " ");
  return make("p", { class: "block", "data-zone": zone.kind }, label, ...segments(zone, cut, inside));
}

// Between two edges the same things are marked.
function segments({ start, end }, cut, spans) {
  const edges = new Set([start, end]);
  for (const span of spans) {
    edges.add(Math.max(start, span.start));
    edges.add(Math.min(end, span.end));
  }
  const sorted = [...edges].sort((a, b) => a - b);
  const parts = [];
  let open = [];
  let next = 0;
  for (let place = 0; place + 1 < sorted.length; place += 1) {
    const at = sorted[place];
    open = open.filter((span) => span.end > at);
    while (next < spans.length && spans[next].start <= at) {
      if (spans[next].end > at) open.push(spans[next]);
      next += 1;
    }
    parts.push(marked(cut(at, sorted[place + 1]), open, at, start));
  }
  return parts;
}

function marked(words, open, at, start) {
  let node = document.createTextNode(words);
  const entity = open.find((span) => span.entity)?.entity;
  if (entity) {
    node = filtered("entity", entity.name, node);
    node.className = "entity";
    node.dataset.type = entity.type;
    node.title = [entity.type, entity.name, entity.role].filter(Boolean).join(" · ");
  }
  for (const span of open) {
    if (span.role) node = make("span", { class: span.role }, node);
  }
  for (const span of open.filter((one) => one.quote)) {
    const first = span.id && (span.start === at || (span.start < start && at === start));
    const denied = span.quote.stance === "denied" ? "denied" : "";
    node = make("mark", { class: `said ${denied}`, id: first ? span.id : null }, node);
  }
  return node;
}
