import { Trouble } from "../lib/log.js";

const oldest = 20;

/** The Node that runs the scripts; wrangler's newer one comes with the npm packages. */
export const node = {
  name: `Node ${oldest} or later`,
  about: "not installed by this script",
  find: async () => Number(process.versions.node.split(".")[0]) >= oldest,
  async fetch() {
    throw new Trouble(
      `Node ${oldest} or later is needed, this is ${process.versions.node}: https://nodejs.org`,
    );
  },
};
