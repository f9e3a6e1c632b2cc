/** The command of the package as npm installs it. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import { createFolder } from "../support/edgemint-command.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { file, path: folder, remove } = createFolder();
after(remove);

const npm = (cwd, ...args) => execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
const edgemint = (...args) => execFileSync("npx", ["--offline", "edgemint", ...args], { cwd: folder, encoding: "utf8" });

test("npx edgemint has all that its commands load", () => {
  const packed = npm(root, "pack", "--json", "--ignore-scripts", "--pack-destination", folder);
  // npm 11 lists packages, npm 12 keeps them by name.
  const [{ filename }] = Object.values(JSON.parse(packed));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
  npm(folder, "install", "--offline", "--no-audit", "--no-fund", join(folder, filename));
  assert.match(edgemint("--version"), /^\d+\.\d+\.\d+\n$/);
  assert.match(edgemint("explain", "Invalid JWT Signature."), /belongs to another service account/);
  const caller = { name: "rota", binding: true, users: ["ada@example.com"], scopes: ["calendar"] };
  assert.match(edgemint("policy", "check", file({ callers: [caller] })), /is a policy/);
  for (const command of ["token", "doctor", "inspect"]) assert.match(edgemint(command, "--help"), /--json/);
});
