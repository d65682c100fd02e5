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

export function at(id) {
  return document.getElementById(id);
}

// A link to the front page, filtered.
export function filtered(field, value, ...children) {
  return make("a", { href: "./?" + new URLSearchParams({ [field]: value }) }, ...children);
}

// A link to the page of an entity, a topic or a speaker.
export function about(kind, id, ...children) {
  return make("a", { href: "thing?" + new URLSearchParams({ kind, id }) }, ...children);
}

export function storyLink(uri) {
  return "story?" + new URLSearchParams({ id: uri });
}
