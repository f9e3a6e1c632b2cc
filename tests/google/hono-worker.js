/** The application in a Worker. */
import { env } from "cloudflare:workers";

import { makeApp } from "./hono-app.js";

export default makeApp(env.TOKEN_URI);
