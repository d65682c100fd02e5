// The versions that were seen, and what each changed; those before them where somebody asks for them.

import { at, make } from "./elements.js";
import { full, stamp } from "./times.js";

const TAGS = { same: "span", came: "ins", went: "del" };
const AGAIN = 1000;

export class Versions {
  constructor(uri) {
    this.query = new URLSearchParams({ id: uri });
    this.list = make("div", {});
    this.look = make("button", { type: "button" }, "Look for earlier ones on the raw feed");
    this.told = make("p", { class: "how", role: "status" });
    this.section = make("section", { class: "versions" }, make("h3", {}, "Versions"), this.list, this.look, this.told);
    this.look.addEventListener("click", () => this.before());
    this.turn = 0;
    this.moved = null;
  }

  // Shows those of a story as it stands now; null where it was taken back: then nothing of them stays.
  async show(about) {
    const moved = about && `${about.moved} ${about.versions}`;
    if (moved !== null && moved === this.moved) return;
    this.moved = moved;
    const turn = ++this.turn;
    if (about === null) {
      this.list.replaceChildren();
      this.told.textContent = "";
      return;
    }
    const seen = await this.ask("api/versions", turn);
    if (seen === null) return;
    this.fill(seen);
    this.told.textContent = "";
    this.look.disabled = false;
  }

  async before() {
    const turn = this.turn;
    this.look.disabled = true;
    this.told.textContent = "Looking …";
    const found = await this.ask("api/before", turn);
    if (turn !== this.turn) return;
    this.look.disabled = false;
    if (found === null) {
      this.told.textContent = "The raw feed cannot be read.";
      return;
    }
    if (found.versions.length) {
      this.list.lastElementChild?.remove();
      this.list.append(...found.versions.map((one) => version(one, 1)));
      this.look.disabled = true;
    }
    this.told.textContent = lookedAt(found);
  }

  // Returns what the server says; null where it says no, or another version came meanwhile.
  async ask(address, turn) {
    for (;;) {
      const answer = await fetch(`${address}?${this.query}`).catch(() => null);
      if (turn !== this.turn) return null;
      if (answer?.ok) {
        const told = await answer.json();
        return turn === this.turn ? told : null;
      }
      if (answer && answer.status !== 503) return null;
      await new Promise((done) => setTimeout(done, AGAIN));
      if (turn !== this.turn) return null;
    }
  }

  fill(seen) {
    const open = new Set([...this.list.querySelectorAll("details[open]")].map((one) => one.id));
    this.list.replaceChildren(...seen.map(version));
    for (const id of open) at(id)?.setAttribute("open", "");
  }
}

function lookedAt({ versions, back_to, whole }) {
  const count = Math.max(0, versions.length - 1);
  const found = count === 0 ? "No earlier version" : count === 1 ? "1 earlier version" : `${count} earlier versions`;
  const far = back_to === null ? "" : `, looked back to ${full(back_to)}`;
  return `${found} on the raw feed${far}${whole ? ", where it begins" : "; there may be more before that"}. Names and quotes are told of those that came since this page began.`;
}

function version(one, place) {
  const when = stamp(make("time", { "data-moment": one.moment }), one.moment);
  const title = [one.version === null ? "A version without a number, " : `Version ${one.version}, `, when];
  if (!one.changes) return make("p", {}, ...title, ": the first that is known");
  const { text, came, went, cut } = one.changes;
  return make(
    "details",
    { id: `version-${one.version}-${one.moment}`, open: place === 0 },
    make("summary", {}, ...title),
    text.length ? make("p", { class: "diff", dir: "auto" }, ...text.flatMap(piece)) : make("p", {}, "The text is the same."),
    listed("Came", came, "ins"),
    listed("Gone", went, "del"),
    cut ? make("p", { class: "how" }, "More changed than is shown here.") : null,
  );
}

function piece({ kind, text }) {
  return [make(TAGS[kind] ?? "span", {}, text), " "];
}

function listed(title, things, tag) {
  if (!things.length) return null;
  return make("div", { class: "things" }, make("h4", {}, title), make("ul", {}, ...things.map((one) => make("li", {}, make(tag, {}, one)))));
}
