// The scopes that a folder of discovery documents names, each once.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Trouble } from "../log.js";
import { groupOf } from "./groups.js";
import { sensitivityOf } from "./sensitivity.js";

const GOOGLE_PREFIX = "https://www.googleapis.com/auth/";

/** OpenID Connect's own (Core, section 5.4), which Google accepts and no document of Google's names. */
const OF_OPENID = [
  { scope: "email", like: "userinfo.email" },
  { scope: "profile", like: "userinfo.profile" },
];

/**
 * @typedef {object} PublishedScope
 * @property {string} scope its full name
 * @property {string} name what edgemint accepts for it
 * @property {string[]} apis the titles of the APIs that take it
 * @property {string} [description] what it grants
 * @property {"sensitive" | "restricted"} [sensitivity]
 * @property {string} group
 */

/**
 * @param {string} folder
 * @returns {{ scopes: PublishedScope[], revision: string }} sorted by name, and the newest revision
 *   of a document
 */
export function readScopes(folder) {
  const documents = readDocuments(folder);
  const mentions = new Map();
  for (const document of documents) {
    for (const [scope, { description }] of Object.entries(document.auth?.oauth2?.scopes ?? {})) {
      const mention = { description, title: document.title, group: groupOf(document.documentationLink) };
      mentions.set(scope, [...(mentions.get(scope) ?? []), mention]);
    }
  }
  for (const { scope, like } of OF_OPENID) {
    const known = mentions.get(GOOGLE_PREFIX + like);
    if (known) mentions.set(scope, known.map((mention) => ({ ...mention, title: "OpenID Connect" })));
  }
  const scopes = [...mentions].map(([scope, ofScope]) => published(scope, ofScope));
  return {
    scopes: scopes.sort((a, b) => (a.name < b.name ? -1 : 1)),
    revision: documents.map(({ revision = "" }) => revision).sort().at(-1) ?? "",
  };
}

function readDocuments(folder) {
  try {
    const files = readdirSync(folder).filter((file) => file.endsWith(".json")).sort();
    return files.map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")));
  } catch (error) {
    throw new Trouble(`scopes: the documents cannot be read: ${error.message}`);
  }
}

/** @returns {PublishedScope} */
function published(scope, mentions) {
  const name = scope.startsWith(GOOGLE_PREFIX) ? scope.slice(GOOGLE_PREFIX.length) : scope;
  const descriptions = mentions.map(({ description }) => asDescription(description)).filter(Boolean);
  return {
    scope,
    name,
    apis: [...new Set(mentions.map(({ title }) => title))].sort(),
    description: mostCommon(descriptions),
    sensitivity: sensitivityOf(name),
    group: mostCommon(mentions.map(({ group }) => group)),
  };
}

/** Where Google has written none, a document says "Private Service" and the scope once more. */
const asDescription = (text) =>
  text.startsWith("Private Service:") ? "" : text.replaceAll(/\s+/g, " ").trim();

/** APIs describe a scope that they share in different words; the first of those that are as common. */
function mostCommon(texts) {
  const counts = new Map();
  for (const text of [...texts].sort()) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).at(0)?.[0];
}
