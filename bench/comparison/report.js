// The run as text for people: Markdown, as docs/COMPARISON.md holds it. The first column names what was
// looked at, the others are the peers.
import { asMachine, bytes, ms, table } from "../lib/report.js";

export function asText({ machine, peers, mints, webcrypto, pages, workers, behaviours }) {
  const rows = (named) => Object.entries(named).map(([topic, cell]) => [topic, ...peers.map(cell)]);
  const head = ["", ...peers.map(({ name, version }) => `${name} ${version}`)];
  const costs = rows({
    "page, minified": (_, index) => pages[index].problem ?? bytes(pages[index].size.raw),
    "page, gzip": (_, index) => (pages[index].problem ? "-" : bytes(pages[index].size.gzip)),
    "Worker, minified": (_, index) => bytes(workers[index].upload.raw),
    "Worker, gzip": (_, index) => bytes(workers[index].upload.gzip),
    "first mint": ({ name }) => `${ms(mints.get(name).first)} ms`,
    "mint for a further user": ({ name }) => `${ms(mints.get(name).warm)} ms`,
  });
  const { first, warm } = webcrypto;
  const behaviour = [
    ...behaviours.map(({ topic, answers }) => [topic, ...answers]),
    ...rows({
      "in a page (Chromium)": (_, index) => runsInPage(pages[index]),
      "a Worker's request that waits for another's exchange": (_, index) => waits(workers[index]),
      "brings its own types": ({ types }) => yesNo(types),
    }),
  ];
  return [
    asMachine(machine),
    table([head, ...costs]),
    `edgemint with \`signer: "webcrypto"\`: first mint ${ms(first)} ms, for a further user ${ms(warm)} ms.`,
    table([head, ...behaviour]),
  ].join("\n\n");
}

const yesNo = (value) => (value ? "yes" : "no");
const runsInPage = ({ problem, mints }) => (problem ? "cannot be bundled for one" : mints ? "mints" : "fails");
const waits = ({ waits }) => (waits ? "has its token" : "**hangs**");
