/** An application on Hono: whom a token speaks for, and what the API says to it. */
import { edgemint, onError } from "edgemint/hono";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";

const SCOPES = ["gmail.readonly"];

/** @param {string} tokenUri of the stand-in */
export function makeApp(tokenUri) {
  const app = new Hono();
  app.use("/as/*", edgemint({ credentials: (c) => c.env.KEY, tokenUri }));
  app.onError(onError);
  app.get("/as/:user/token", async (c) => {
    const { user, scopes } = await c.get("edgemint").getToken(c.req.param("user"), SCOPES);
    return c.json({ user, scopes });
  });
  app.get("/as/:user/profile", (c) => {
    const url = `${c.env.API_URL}/users/me/profile`;
    return c.get("edgemint").fetch(c.req.param("user"), SCOPES, url);
  });
  app.get("/teapot", () => {
    throw new HTTPException(418, { message: "short and stout" });
  });
  app.get("/fault", () => {
    throw new Error("a detail for the log");
  });
  return app;
}
