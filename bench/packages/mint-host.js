// The process that mints: one request, one answer with the time that one token took.
process.on("message", async ({ id, request }) => {
  try {
    const { mint } = await import(`./${id}.js`);
    const start = performance.now();
    const token = await mint(request);
    process.send({ token, ms: performance.now() - start });
  } catch (error) {
    process.send({ error: error.stack ?? `${error}` });
  }
});
