// The filter, as the form and the address have it.

import { at, make } from "./elements.js";

const FIELDS = ["text", "source", "topic", "urgency", "entity", "speaker", "watch"];
const LISTS = { source: "sources", topic: "topics", entity: "entities", speaker: "speakers" };
const AGAIN = 1500; // milliseconds

export function wanted() {
  const found = new URLSearchParams();
  for (const name of FIELDS) {
    const value = at("filters").elements[name].value.trim();
    if (value) found.set(name, value);
  }
  return found;
}

export function fromAddress() {
  const told = new URLSearchParams(location.search);
  for (const name of FIELDS) at("filters").elements[name].value = told.get(name) ?? "";
  const more = FIELDS.slice(1).some((name) => told.get(name));
  open(more);
}

export function toAddress() {
  const text = wanted().toString();
  history.replaceState(null, "", text ? `?${text}` : location.pathname);
}

export function onChange(changed) {
  const form = at("filters");
  let later;
  const soon = (wait) => {
    clearTimeout(later);
    later = setTimeout(changed, wait);
  };
  form.addEventListener("input", () => soon(300));
  form.addEventListener("reset", () => soon(0));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    soon(0);
  });
  form.addEventListener("focusin", () => offer(true));
  form.addEventListener("focusout", (event) => offer(form.contains(event.relatedTarget)));
  at("more-filters").addEventListener("click", () => open(!form.classList.contains("open")));
}

function open(is) {
  at("filters").classList.toggle("open", is);
  at("more-filters").setAttribute("aria-expanded", String(is));
}

// What there is to choose from is asked for while somebody chooses, and no longer: names go with their stories.
let asking = 0;
let offered = "";

function offer(is) {
  if (is === asking > 0) return;
  clearInterval(asking);
  asking = is ? setInterval(choices, AGAIN) : 0;
  if (is) choices();
  else fill("{}");
}

async function choices() {
  const answer = await fetch("api/choices").catch(() => null); // the line at the top says where nobody answers
  const told = answer?.ok ? await answer.text() : offered;
  if (asking) fill(told);
}

function fill(told) {
  if (told === offered) return;
  offered = told;
  const found = JSON.parse(told);
  for (const [field, list] of Object.entries(LISTS)) {
    at(list).replaceChildren(...(found[field] ?? []).map((value) => make("option", { value })));
  }
}
