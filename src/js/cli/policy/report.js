// What the policy command found out, for people.
import { nameOf, section } from "../output.js";

/** @param {any} found What the tools say. */
export function asText(found, { file, question }) {
  if (!found.valid) return malformed(found, file);
  return found.steps ? explained(found, question) : held(found, file);
}

const malformed = ({ path, problem }, file) =>
  `${file} is no policy.\n  ${path ? `${path}: ` : ""}${problem}`;

function explained({ granted, steps }, { caller, user, method = "GET", target }) {
  const what = target === undefined ? "have a token" : `send ${method} ${target}`;
  const title = granted
    ? `Granted: ${caller} may ${what} for ${nameOf(user)}.`
    : `Denied: ${caller} may not ${what} for ${nameOf(user)}.`;
  return section(title, steps.map(({ rule, holds, says }) => [holds ? "yes" : "no", rule, says]));
}

function held({ callers, operators, origins, access }, file) {
  const general = [
    ["Access", access ?? "nobody's tokens count"],
    ["origins", origins.join(", ") || "none: no page may read answers"],
    ["operators", operators.join(", ") || "none"],
  ];
  return [section(`${file} is a policy.`, general), ...callers.map(ofCaller)].join("\n\n");
}

function ofCaller({ name, proofs, users, as_service_account: itself, scopes, routes }) {
  const through = routes.map(({ host, methods, paths, scopes }) => [
    "proxy",
    `${methods.join(", ")} ${paths.map((path) => host + path).join(", ")} with ${scopes.join(" ")}`,
  ]);
  return section(name, [
    ["proof", proofs.join(" or ")],
    ["users", [...users, ...(itself ? [nameOf(null)] : [])].join(", ")],
    ["scopes", scopes.join(" ")],
    ...through,
  ]);
}
