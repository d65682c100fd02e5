// The one line that says whether what is seen is what stands.

import { at } from "./elements.js";
import { Stream } from "./stream.js";
import { hour, serverSays } from "./times.js";

let lostSince = 0;
let kafka = { kafka: "reading", why: "", since: 0, unread: 0 };

// Opens the stream at an address: `rows` is called with what came, `state` when it stands otherwise.
export function listen(address, rows, state = () => {}) {
  return new Stream(address, {
    rows(told) {
      serverSays(told.now);
      heard();
      rows(told);
    },
    state(told) {
      heard();
      stands(told);
      state(told);
    },
    beat(told) {
      serverSays(told.now);
      heard();
    },
    lost,
  });
}

function lost() {
  lostSince ||= Date.now();
  show();
}

function heard() {
  if (lostSince) {
    lostSince = 0;
    show();
  }
}

function stands(state) {
  kafka = state;
  show();
}

// Whether all that came before has been read.
export function isRead() {
  return kafka.kafka === "live";
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
  if (!kafka.unread) return ["live", "Live"];
  return ["live", `Live; ${kafka.unread} records could not be read, the last: ${kafka.unread_last}`];
}
