// The comparison that runs in the visitor's own browser.
import { chart } from "../lib/chart.js";
import { byId } from "../lib/dom.js";
import { quantile, race } from "../lib/race.js";

export function offerRace() {
  const button = byId("race");
  const says = byId("race-says");
  button.addEventListener("click", async () => {
    button.disabled = true;
    says.textContent = "Measuring…";
    try {
      const rows = await race();
      byId("chart").replaceChildren(chart(rows, byId("chart").clientWidth));
      says.textContent = summary(rows);
    } catch (problem) {
      says.textContent = problem.message;
    }
    button.disabled = false;
  });
}

function summary([edgemint, webcrypto]) {
  const ratio = quantile(edgemint.samples, 0.5) / quantile(webcrypto.samples, 0.5);
  const firsts = [edgemint, webcrypto].map(({ name, first }) => `${name} ${first.toFixed(1)} ms`).join(", ");
  return `edgemint takes ${ratio.toFixed(1)} times the time of native code. The very first signature: ${firsts}.`;
}
