// The one line that says whether what is seen is what stands.

import { at } from "./elements.js";
import { Stream } from "./stream.js";
import { hour, serverSays } from "./times.js";

let lostSince = 0;
let kafka = { kafka: "reading", why: "", since: 0, unread: 0 };

// Opens the stream at an address: `rows` is called with what came, the rest shows in the line.
export function listen(address, rows) {
  return new Stream(address, {
    rows(told) {
      serverSays(told.now);
      heard();
      rows(told);
    },
    state(told) {
      heard();
      stands(told);
    },
    beat(told) {
      serverSays(told.now);
      heard();
    },
    lost,
  });
}

export function lost() {
  lostSince ||= Date.now();
  show();
}

export function heard() {
  if (lostSince) {
    lostSince = 0;
    show();
  }
}

export function stands(state) {
  kafka = state;
  show();
}

function show() {
  const line = at("state");
  const [is, text] = told();
  line.dataset.is = is;
  if (line.textContent !== text) line.textContent = text;
}

function told() {
  if (lostSince) {
    return ["away", `Not connected since ${hour(lostSince)}: this may be out of date; trying again`];
  }
  if (kafka.kafka === "away") {
    return ["away", `Kafka: ${kafka.why} since ${hour(kafka.since)}: this may be out of date; trying again`];
  }
  if (kafka.kafka === "reading") return ["reading", "Reading what came before …"];
  return ["live", kafka.unread ? `Live; ${kafka.unread} records could not be read` : "Live"];
}
