// The filter, as the form and the address have it.

import { at, make } from "./elements.js";

const FIELDS = ["text", "source", "topic", "urgency", "entity", "speaker", "watch"];
const LISTS = { source: "sources", topic: "topics", entity: "entities", speaker: "speakers" };

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
  form.addEventListener("focusin", choices, { once: true });
  at("more-filters").addEventListener("click", () => open(!form.classList.contains("open")));
}

function open(is) {
  at("filters").classList.toggle("open", is);
  at("more-filters").setAttribute("aria-expanded", String(is));
}

// What there is to choose from is asked for when somebody wants to choose.
async function choices() {
  const answer = await fetch("api/choices");
  if (!answer.ok) return;
  const told = await answer.json();
  for (const [field, list] of Object.entries(LISTS)) {
    at(list).replaceChildren(...told[field].map((value) => make("option", { value })));
  }
}
