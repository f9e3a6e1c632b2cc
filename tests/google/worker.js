/** The programs in a Worker: the one for Gmail, and Google's own sample. */
import { main } from "./gmail-program.js";
import { sample } from "googles-sample";

export default {
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/sample") return Response.json(await sample());
    return Response.json(await main(JSON.parse(env.CREDS), searchParams.get("user")));
  },
};
