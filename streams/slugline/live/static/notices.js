// What was just taken back, said aloud once and seen until it is put away.

import { at, make, plain, told } from "./elements.js";
import { STATUS } from "./row.js";
import { hour, now } from "./times.js";

const MOST = 100;
const RECENT = 120000;
const known = new Set();

// Says what of `taken` was not said yet; what the page does not show only where it is news.
export function said(taken, shown = false) {
  for (const one of taken) {
    const key = `${one.status} ${one.moment} ${one.uri}`;
    if (known.has(key) || (!shown && now() - one.moment > RECENT)) continue;
    known.add(key);
    at("notices").prepend(notice(one));
  }
  while (notices().length > MOST) notices().at(-1).remove();
  count();
}

function notice(one) {
  const close = make("button", { type: "button", "aria-label": `Put away: ${plain(one.slug)}` }, "×");
  const what = STATUS[one.status] ?? one.status;
  const line = make(
    "p",
    { class: "notice" },
    make("span", {}, make("strong", {}, `${what}: `), told(one.slug), ...(one.source ? [" (", told(one.source), ")"] : []), `, ${hour(one.moment)}`),
    close,
  );
  close.addEventListener("click", () => {
    line.remove();
    count();
  });
  return line;
}

function notices() {
  return [...at("notices").querySelectorAll(".notice")];
}

// Where there are several one may put them all away.
function count() {
  const many = notices().length > 2;
  const all = at("notices").querySelector(".all-away");
  if (!many) all?.remove();
  if (!many || all) return;
  const button = make("button", { type: "button", class: "all-away" }, "Put all away");
  button.addEventListener("click", () => at("notices").replaceChildren());
  at("notices").append(button);
}
