import { mint } from "./mint.js";

console.log(JSON.stringify(await mint(JSON.parse(process.env.SETTINGS))));
