import { mint } from "./mint.js";

export default {
  async fetch(request) {
    try {
      return Response.json(await mint(await request.json()));
    } catch ({ name, code, remedy }) {
      return Response.json({ name, code, remedy });
    }
  },
};
