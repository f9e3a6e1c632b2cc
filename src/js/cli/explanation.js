// An explanation of `edgemint/diagnose`, set for people.
import { section } from "./output.js";

/**
 * @param {Partial<import("edgemint/diagnose").Explanation> & { remedy?: string }} explanation with a
 *   remedy alone where no more is known
 * @param {import("./output.js").Paint} paint
 * @returns {string[]} paragraphs
 */
export function asParagraphs({ likely, paste, remedy }, { bold }) {
  const [first, ...others] = likely ?? [{ remedy }];
  const toPaste = rowsOf(paste ?? {});
  const title = others.length ? `Most likely: ${first.cause}` : "What to do";
  return [
    section(bold(title), stepsOf(first)),
    ...(toPaste.length ? [section(bold("To paste"), toPaste)] : []),
    ...others.map((other) => section(bold(`Or: ${other.cause}`), stepsOf(other))),
  ];
}

const stepsOf = ({ steps, remedy }) => steps?.map((step, index) => [`${index + 1}. ${step}`]) ?? [[remedy]];

const rowsOf = ({ clientId, scopes }) =>
  [
    ["Client ID", clientId],
    ["OAuth scopes", scopes],
  ].filter(([, value]) => value);
