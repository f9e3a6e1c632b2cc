// What the load command starts in the project's own Node, once everything is built.
import { main, Trouble } from "../log.js";
import { readOptions } from "./options.js";
import { asJson, asText } from "./report.js";
import { runLoad } from "./run.js";

await main(async () => {
  const options = readOptions(process.argv.slice(2));
  const result = await runLoad(options);
  console.log(options.json ? asJson(result) : asText(result));
  const bad = result.rows.filter(({ wrong, failed }) => wrong + failed > 0);
  if (bad.length > 0) throw new Trouble(`load: wrong or failed: ${bad.map((row) => row.case).join(", ")}`);
});
