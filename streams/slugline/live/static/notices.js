// What was just taken back, said aloud and seen until it is put away.

import { at, make } from "./elements.js";
import { STATUS } from "./row.js";
import { hour, now } from "./times.js";

const MOST = 3;
const RECENT = 120000;

export function said(taken) {
  for (const one of taken) {
    if (now() - one.moment > RECENT) continue;
    const close = make("button", { type: "button", "aria-label": `Put away: ${one.slug}` }, "×");
    const what = STATUS[one.status] ?? one.status;
    const notice = make(
      "p",
      { class: "notice" },
      make("strong", {}, `${what}: `),
      `${one.slug}${one.source ? ` (${one.source})` : ""}, ${hour(one.moment)}`,
      close,
    );
    close.addEventListener("click", () => notice.remove());
    at("notices").prepend(notice);
  }
  while (at("notices").childElementCount > MOST) at("notices").lastElementChild.remove();
}
