// Writes src/js/generated/scopes from Google's discovery documents. A person runs it where Google has
// published more scopes, looks at the difference and commits it. The documents (Apache-2.0) are in a
// Python package of Google's:
//
//   pip download --no-deps google-api-python-client
//   unzip google_api_python_client-*.whl 'googleapiclient/discovery_cache/documents/*'
//   node scripts/scopes.js googleapiclient/discovery_cache/documents
import { mkdirSync, writeFileSync } from "node:fs";
import { isMain, main, say, Trouble } from "./lib/log.js";
import { inRoot } from "./lib/paths.js";
import { readScopes } from "./lib/scopes/documents.js";
import { asModule, asTypes } from "./lib/scopes/files.js";
import { groups } from "./lib/scopes/groups.js";

/** @param {string} folder of discovery documents */
function scopes(folder) {
  const { scopes, revision } = readScopes(folder);
  if (!scopes.length) throw new Trouble(`scopes: no discovery document in ${folder} has scopes.`);
  const target = inRoot("src", "js", "generated", "scopes");
  mkdirSync(target, { recursive: true });
  for (const group of groups) {
    const ofGroup = scopes.filter((scope) => scope.group === group);
    writeFileSync(`${target}/${group}.js`, asModule(group, ofGroup, revision));
    writeFileSync(`${target}/${group}.d.ts`, asTypes(group, ofGroup, revision));
    say(`${group}: ${ofGroup.length} scopes`);
  }
}

if (isMain(import.meta)) {
  await main(async () => {
    const [folder, ...rest] = process.argv.slice(2);
    if (!folder || rest.length) throw new Trouble("scopes: takes the folder of discovery documents.");
    scopes(folder);
  });
}
