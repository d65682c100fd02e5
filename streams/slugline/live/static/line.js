// A small line: how many by time, the latest at the right. What it says is told in words beside it.

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 20;

export function line(counts, label) {
  const top = Math.max(1, ...counts);
  const points = counts.map((count, place) => `${place},${(HEIGHT - 1 - (count / top) * (HEIGHT - 3)).toFixed(1)}`);
  const svg = element("svg", {
    class: "line", viewBox: `0 0 ${counts.length - 1} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-label": label,
  });
  svg.append(
    element("polygon", { points: `0,${HEIGHT} ${points.join(" ")} ${counts.length - 1},${HEIGHT}` }),
    element("polyline", { points: points.join(" "), "vector-effect": "non-scaling-stroke" }),
  );
  return svg;
}

function element(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
