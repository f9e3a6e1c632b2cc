// Samples as dots above a scale of milliseconds, one row each, with the median as a line.
import { quantile } from "./race.js";

const ROW = 62;
const LEFT = 4;
const TICKS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50];

/**
 * The slowest tenth may lie at the edge: the scale is for the others.
 *
 * @param {{ name: string, samples: number[] }[]} rows
 * @param {number} width in pixels
 */
export function chart(rows, width) {
  const most = Math.max(...rows.map(({ samples }) => quantile(samples, 0.9))) * 1.3;
  const x = (milliseconds) => LEFT + (Math.min(milliseconds, most) / most) * (width - 2 * LEFT);
  const height = rows.length * ROW + 24;
  const label = rows.map(({ name, samples }) => `${name}: ${median(samples)} ms`).join("; ");
  const picture = svg("svg", { class: "plot", width, height, role: "img", "aria-label": `Medians. ${label}` });
  const step = TICKS.find((tick) => most / tick <= 6) ?? 100;
  for (let tick = 0; tick <= most; tick += step) picture.append(...scaleMark(x(tick), height - 22, tick, step));
  rows.forEach((row, index) => picture.append(...dots(row, index, x)));
  return picture;
}

const median = (samples) => quantile(samples, 0.5).toFixed(2);

function scaleMark(x, bottom, tick, step) {
  const text = svg("text", { class: "tick", x, y: bottom + 16, "text-anchor": tick === 0 ? "start" : "middle" });
  text.textContent = tick === 0 ? "0 ms" : tick.toFixed(step < 1 ? 1 : 0);
  return [svg("line", { class: "grid", x1: x, x2: x, y1: 0, y2: bottom }), text];
}

function dots({ name, samples }, index, x) {
  const top = index * ROW;
  const text = svg("text", { class: "label", x: LEFT, y: top + 16 });
  text.textContent = `${name} · ${median(samples)} ms`;
  const middle = top + 40;
  const marks = samples.map((sample, at) =>
    // Spread by a fixed pattern, so that equal samples lie side by side.
    svg("circle", { class: `dot row${index}`, cx: x(sample), cy: middle + ((at * 7) % 15) - 7, r: 3 }),
  );
  const line = x(quantile(samples, 0.5));
  return [...marks, svg("line", { class: "median", x1: line, x2: line, y1: middle - 13, y2: middle + 13 }), text];
}

function svg(name, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
