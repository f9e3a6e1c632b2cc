/** How Google's JWT is made: by options, a key file, a stream, and for other scopes. */
import { createReadStream } from "node:fs";

import { READ } from "../both.js";

const threw = (call) => {
  try {
    call();
    return false;
  } catch (error) {
    return error instanceof Error;
  }
};

const KEY = {
  type: "service_account",
  client_email: "hello@example.iam.gserviceaccount.com",
  private_key: "a private key",
  private_key_id: "key123",
  client_id: "client123",
};
const REFRESH = { type: "authorized_user", client_secret: "x", client_id: "client123", refresh_token: "y" };
const without = (object, name) => ({ ...object, [name]: undefined });

const refused = (behaviour, json) => ({
  behaviour: `fromJSON refuses ${behaviour}`,
  see: (side) => threw(() => side.bare().fromJSON(json)),
  is: true,
});

const taken = (field, of, is) => ({
  behaviour: `fromJSON ${is === undefined ? "leaves" : "takes"} ${field}`,
  see(side) {
    const auth = side.bare();
    auth.fromJSON(KEY);
    return [auth[of]];
  },
  is: [is],
});

const scoped = (behaviour, scopes, options) => ({
  behaviour: `createScoped ${behaviour}`,
  see: (side) => [side.byFile(options).createScoped(scopes).scopes],
  is: [scopes],
});

/** @type {import("./index.js").Behaviour[]} */
export const fields = [
  {
    behaviour: "createScoped keeps the key, the file and the subject",
    see(side) {
      const auth = side.byFile({ keyId: "101" });
      const other = auth.createScoped("x");
      return ["email", "keyFile", "key", "keyId", "subject"].map((name) => other[name] === auth[name]);
    },
    is: [true, true, true, true, true],
  },
  scoped("takes one scope", "newscope"),
  scoped("takes a list of scopes", ["gorilla", "chimpanzee", "orangutan"]),
  scoped("without scopes has none", undefined),
  scoped("gives scopes to a client that had none", "hi", { scopes: undefined }),
  {
    behaviour: "createScoped of an empty client leaves the rest empty",
    see(side) {
      const auth = side.bare();
      return [auth.createScoped("hi").scopes, auth.email, auth.keyFile, auth.key, auth.subject];
    },
    is: ["hi", undefined, undefined, undefined, undefined],
  },
  {
    behaviour: "createScoped gives another client",
    see(side) {
      const auth = side.byFile();
      return auth.createScoped("hi") === auth;
    },
    is: false,
  },
  refused("null", null),
  refused("an empty object", {}),
  refused("a file without client_email", without(KEY, "client_email")),
  refused("a file without private_key", without(KEY, "private_key")),
  taken("client_email", "email", KEY.client_email),
  taken("private_key", "key", KEY.private_key),
  taken("private_key_id", "keyId", KEY.private_key_id),
  taken("scopes alone", "scopes"),
  taken("the subject alone", "subject"),
  taken("keyFile alone", "keyFile"),
  refused("a user's file without client_id", without(REFRESH, "client_id")),
  refused("a user's file without client_secret", without(REFRESH, "client_secret")),
  refused("a user's file without refresh_token", without(REFRESH, "refresh_token")),
  {
    behaviour: "fromStream refuses no stream",
    see: (side) => new Promise((resolve) => side.bare().fromStream(null, (error) => resolve(error instanceof Error))),
    is: true,
  },
  {
    behaviour: "fromStream reads a key file",
    async see(side) {
      const auth = side.bare();
      const error = await new Promise((resolve) => auth.fromStream(createReadStream(side.jsonFile), resolve));
      const { client_email: email, private_key: key, private_key_id: keyId } = side.google.key;
      const same = auth.email === email && auth.key === key && auth.keyId === keyId;
      return [error, same, auth.keyFile, auth.subject, auth.scopes];
    },
    is: [undefined, true, undefined, undefined, undefined],
  },
  {
    behaviour: "fromAPIKey refuses no key",
    see: (side) => threw(() => side.bare().fromAPIKey(undefined)),
    is: true,
  },
  {
    behaviour: "fromAPIKey refuses what is no text",
    see: (side) => threw(() => side.bare().fromAPIKey({ key: "test" })),
    is: true,
  },
  {
    behaviour: "fromAPIKey takes an API key",
    see: (side) => threw(() => side.bare().fromAPIKey("test")),
    is: false,
    differs: {
      is: true,
      ours: "refused, with the remedy",
      why: "An API key stands for a project, not for a user: googleapis takes it itself, in place of a client.",
    },
  },
  {
    behaviour: "getCredentials gives a key that was given",
    see: async (side) => (await side.bare({ key: side.key }).getCredentials()).private_key === side.key,
    is: true,
  },
  {
    behaviour: "getCredentials gives what a key file has",
    async see(side) {
      const auth = side.bare();
      auth.fromJSON(KEY);
      const { private_key: key, client_email: email } = await auth.getCredentials();
      return [key, email];
    },
    is: [KEY.private_key, KEY.client_email],
  },
  {
    behaviour: "a quota project is a header of its own",
    async see(side) {
      const auth = side.bare({ scopes: [READ] });
      auth.fromJSON({ ...side.google.key, quota_project_id: "fake-quota-project" });
      auth.scopes = undefined;
      return (await auth.getRequestHeaders("https://pubsub.googleapis.com/")).get("x-goog-user-project");
    },
    is: "fake-quota-project",
  },
];
