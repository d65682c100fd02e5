// The map page: where the stories of the last hours happen.

import { about, at, make, plain, storyLink, told as beside } from "./elements.js";
import { said } from "./notices.js";
import * as status from "./status.js";
import { world } from "./world.js";

const AGAIN = 10000;
const LISTED = 30;
let asked = 0;
let drawn = "";

async function ask() {
  const number = ++asked;
  try {
    const answer = await fetch(`api/places?hours=${at("hours").value}`);
    const text = await answer.text();
    if (answer.ok && number === asked && text !== drawn) {
      drawn = text;
      show(JSON.parse(text).places);
    }
  } catch {
    // the stream says that the server is away
  }
}

function show(places) {
  at("world").replaceChildren(world(places.map((one) => ({ ...one.spot, size: one.chains, told: told(one) }))));
  at("places").replaceChildren(...places.slice(0, LISTED).map(item));
}

function told({ spot, chains, newest }) {
  return [`${plain(spot.name)}: ${chains === 1 ? "1 story" : `${chains} stories`}`, ...newest.map((one) => plain(one.headline))].join("\n");
}

function item({ spot, chains, newest }) {
  return make(
    "li",
    {},
    make("strong", {}, about("entity", spot.id, beside(spot.name))),
    make("span", { class: "how" }, chains === 1 ? " 1 story" : ` ${chains} stories`),
    make("ul", {}, ...newest.map((one) => make("li", {}, make("a", { href: storyLink(one.uri) }, beside(one.headline))))),
  );
}

status.listen("api/stream?rows=1", (event) => {
  const taken = event.rows.flatMap((row) => row.taken_back);
  if (!event.whole) said(taken.filter((one) => one.moment > event.now - AGAIN));
  if (event.whole || taken.length) ask();
});
at("hours").addEventListener("change", ask);
setInterval(ask, AGAIN);
