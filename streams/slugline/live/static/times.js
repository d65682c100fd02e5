// Times as people say them, by the server's clock.

let ahead = 0;
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

export function serverSays(now) {
  ahead = now - Date.now();
}

export function now() {
  return Date.now() + ahead;
}

export function age(moment) {
  const seconds = Math.max(0, (now() - moment) / 1000);
  if (seconds < 45) return "now";
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 129600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86400)} d`;
}

export function hour(moment) {
  return clock.format(moment);
}

export function full(moment) {
  return whole.format(moment);
}

export function stamp(element, moment) {
  element.setAttribute("datetime", new Date(moment).toISOString());
  element.setAttribute("title", full(moment));
  element.textContent = age(moment);
  return element;
}

// What is on the page grows older.
export function keepAges() {
  setInterval(() => {
    for (const element of document.querySelectorAll("time[data-moment]")) {
      const told = age(Number(element.dataset.moment));
      if (element.textContent !== told) element.textContent = told;
    }
  }, 10000);
}
