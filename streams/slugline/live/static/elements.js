// Makes elements. Text goes in as text and nothing else: no story can bring markup of its own.

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

// A text of somebody's beside others: whichever way it runs, it turns none of them.
export function told(text) {
  return make("bdi", {}, plain(text));
}

// The same where no element can be: in a title, a label.
export function plain(text) {
  return String(text).replace(/[\u202a-\u202e\u2066-\u2069]/g, "");
}

export function at(id) {
  return document.getElementById(id);
}

// A link to the front page, filtered.
export function filtered(field, value, ...children) {
  return make("a", { href: "./?" + new URLSearchParams({ [field]: value }) }, ...children);
}

const LONGEST_ID = 1000;

// A link to the page of an entity, a topic or a speaker.
export function about(kind, id, ...children) {
  if (id.length > LONGEST_ID) return make("span", {}, ...children); // which has none
  return make("a", { href: "thing?" + new URLSearchParams({ kind, id }) }, ...children);
}

export function storyLink(uri) {
  return "story?" + new URLSearchParams({ id: uri });
}
