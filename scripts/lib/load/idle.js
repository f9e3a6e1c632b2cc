/** A Worker that does nothing. As long as a token's answer is, for the client to have the same work. */
export const IDLE = {
  name: "idle",
  modules: [
    {
      type: "ESModule",
      path: "index.js",
      contents: `
        const body = JSON.stringify({ access_token: "x".repeat(205), padding: "x".repeat(150) });
        const headers = { "content-type": "application/json" };
        export default { fetch: () => new Response(body, { headers }) };
      `,
    },
  ],
};
