// An explanation of the core's diagnosis table, as elements.
import { copiesOnClick, make } from "./dom.js";

const EVIDENCE = {
  documented: "Google documents this.",
  measured: "Measured against Google’s endpoint.",
  reported: "Reported by users; Google does not document it.",
};

/**
 * @param {import("edgemint/diagnose").Explanation} explanation
 * @returns {HTMLElement}
 */
export function diagnosis({ id, likely, evidence, retry, paste }) {
  const [first, ...others] = likely;
  const more = make("details", {}, make("summary", {}, others.length === 1 ? "Another cause" : `${others.length} other causes`));
  more.append(...others.map(cause));
  return make(
    "div",
    { class: "diagnosis", "data-id": id },
    cause(first),
    ...(paste ? [pasted(paste)] : []),
    ...(others.length ? [more] : []),
    make("p", { class: "hint" }, EVIDENCE[evidence], retry ? " The same request may succeed a little later." : ""),
  );
}

function cause({ cause: why, remedy, steps = [] }) {
  return make(
    "div",
    { class: "cause" },
    make("p", { class: "why" }, why),
    make("p", { class: "remedy" }, make("b", {}, "Fix: "), remedy),
    ...(steps.length ? [make("ol", {}, ...steps.map((step) => make("li", {}, step)))] : []),
  );
}

/** What goes into the Admin console, ready to be copied. */
function pasted({ clientId, scopes }) {
  const rows = [
    ["Client ID", clientId],
    ["OAuth scopes", scopes],
  ].filter(([, value]) => value);
  const list = make("dl", { class: "paste" });
  for (const [name, value] of rows) {
    const button = make("button", { type: "button", class: "copy" }, `Copy ${name}`);
    copiesOnClick(button, () => value);
    list.append(make("dt", {}, name), make("dd", {}, make("code", {}, value), button));
  }
  return list;
}
