// Who said what, each with how sure that is. What somebody denies is never shown as said.

import { about, make, told } from "./elements.js";

export function quotes(record) {
  const count = record.quotes.length;
  const title = make("h3", {}, count === 1 ? "1 quote" : `${count} quotes`);
  const roles = new Map(record.entities.map((one) => [one.entity_id, one.role]));
  return count ? [title, make("ol", { class: "quotes" }, ...record.quotes.map((one, number) => card(one, number, roles)))] : [];
}

function card(quote, number, roles) {
  const marks = quote.kind === "direct" ? ["“", "”"] : ["", ""]; // those of a mixed one are in its words
  const name = quote.speaker_name;
  const role = roles.get(quote.speaker_entity);
  return make(
    "li",
    { class: quote.stance === "denied" ? "quote denied" : "quote" },
    make(
      "p",
      { class: "speaker" },
      name ? about("speaker", name, told(name)) : told(quote.speaker?.text ?? "nobody named"),
      role ? make("span", { class: "role" }, ", ", told(role)) : null,
    ),
    quote.stance === "said" ? null : make("strong", { class: "mark killed" }, quote.stance),
    make("blockquote", { dir: "auto" }, make("a", { href: `#said-${number}` }, marks[0] + quote.text + marks[1])),
    make("p", { class: "how" }, sure(quote.confidence, "sure"), ` · ${quote.kind} · ${quote.attribution}`),
  );
}

// A share as a bar and as a number.
export function sure(share, what) {
  const percent = Math.round(share * 100);
  return make(
    "span",
    { class: "sure" },
    make("meter", { min: 0, max: 100, value: percent, "aria-hidden": "true" }),
    ` ${percent} % ${what}`,
  );
}
