// What the load command starts in the project's own Node, once everything is built.
import { main, Trouble } from "../log.js";
import { readOptions } from "./options.js";
import { runMemory } from "./memory.js";
import { asJson, asText, memoryAsText } from "./report.js";
import { runLoad } from "./run.js";

await main(async () => {
  const options = readOptions(process.argv.slice(2));
  const [run, text] = options.users ? [runMemory, memoryAsText] : [runLoad, asText];
  const result = await run(options);
  console.log(options.json ? asJson(result) : text(result));
  const bad = result.rows.filter(({ wrong = 0, failed }) => wrong + failed > 0);
  if (bad.length > 0) throw new Trouble(`load: wrong or failed: ${bad.map((row) => row.case).join(", ")}`);
});
