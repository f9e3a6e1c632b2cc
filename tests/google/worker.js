/** The programs in a Worker, and Google's own sample. */
import { main } from "./gmail-program.js";
import { media } from "./media-program.js";
import { bothSeeds } from "./seed-program.js";
import { JWT } from "edgemint/google";
import { sample } from "googles-sample";

const refusalOf = (promise) => promise.then(() => null, ({ code, message, remedy }) => ({ code, message, remedy }));

export default {
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/key-file") return Response.json(await refusalOf(new JWT({ keyFile: "/key.json" }).getCredentials()));
    if (pathname === "/sample") return Response.json(await sample());
    const program = { "/media": media, "/seed": bothSeeds }[pathname] ?? main;
    return Response.json(await program(JSON.parse(env.CREDS), searchParams.get("user")));
  },
};
