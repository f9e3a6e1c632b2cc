/** The query of a request is gaxios's, character for character: both send the same options to one server. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { createMinter } from "edgemint";
import { googleAuth } from "edgemint/google";
import { Gaxios } from "gaxios";

import { startGoogle } from "../../standin/index.js";
import { startEcho } from "../google/echo.js";

let google;
let echo;
let auth;

before(async () => {
  [google, echo] = [await startGoogle(), await startEcho()];
  const minter = await createMinter({ credentials: google.key, tokenUri: google.tokenUri });
  auth = googleAuth(minter, "ada@example.com", ["gmail.readonly"]);
});
after(() => Promise.all([google.close(), echo.close()]));

class Cursor {
  text = "x";
  toString() {
    return `cursor ${this.text}`;
  }
}

const FIXED = new Date(0);
const repeated = (params) =>
  Object.entries(params)
    .flatMap(([name, values]) => values.map((value) => `${name}=${value}`))
    .join("&");

/** Name, the options of a request below the server's URL, and the query that arrives. */
const TABLE = [
  ["undefined is dropped", { params: { pageToken: undefined, maxResults: 5 } }, "?maxResults=5"],
  ["nothing but undefined", { params: { pageToken: undefined } }, ""],
  ["null is sent as such", { params: { pageToken: null } }, "?pageToken=null"],
  ["empty texts, zero and false", { params: { q: "", n: 0, b: false, t: true } }, "?q=&n=0&b=false&t=true"],
  ["what is no number", { params: { n: NaN, i: -Infinity, g: 2n ** 64n } }, "?n=NaN&i=-Infinity&g=18446744073709551616"],
  ["blanks, signs and letters", { params: { q: "a b+c&d=é/~'*" } }, "?q=a+b%2Bc%26d%3D%C3%A9%2F%7E%27*"],
  ["a lone surrogate", { params: { q: "\ud800" } }, "?q=%EF%BF%BD"],
  ["a list is one text", { params: { id: ["a", "b"] } }, "?id=a%2Cb"],
  ["a list with holes", { params: { id: ["a", undefined, null, "b", undefined] } }, "?id=a%2C%2C%2Cb"],
  ["an empty list", { params: { id: [] } }, "?id="],
  ["an object has no fields here", { params: { filter: { a: 1 } } }, "?filter=%5Bobject+Object%5D"],
  ["a class says itself", { params: { cursor: new Cursor() } }, "?cursor=cursor+x"],
  ["a date", { params: { since: FIXED } }, `?${new URLSearchParams({ since: String(FIXED) })}`],
  ["without a prototype", { params: Object.assign(Object.create(null), { a: 1, b: undefined }) }, "?a=1"],
  ["no parameters", { params: {} }, ""],
  ["null in place of them", { params: null }, ""],
  ["a text", { params: "a=1&a=2&b" }, "?a=1&a=2&b="],
  ["pairs repeat a name", { params: [["a", "1"], ["a", "2"]] }, "?a=1&a=2"],
  ["URLSearchParams", { params: new URLSearchParams("a=1&a=2") }, "?a=1&a=2"],
  ["a Map", { params: new Map([["a", "1"]]) }, "?a=1"],
  ["a query that is there stays", { url: "?a=1", params: { a: 2, b: undefined } }, "?a=1&a=2"],
  ["a query that is there is written anew", { url: "?q=a%20b", params: { c: 1 } }, "?q=a+b&c=1"],
  ["but not for nothing", { url: "?q=a%20b", params: { c: undefined } }, "?q=a%20b"],
  ["an empty query", { url: "?", params: { a: 1 } }, "?a=1"],
  ["a fragment", { url: "#top", params: { a: 1 } }, "?a=1"],
  ["a base URL", { url: "?a=1", base: true, params: { b: 2 } }, "?a=1&b=2"],
  ["a serializer", { params: { id: ["a", "b"] }, paramsSerializer: repeated }, "?id=a&id=b"],
  ["a serializer with a question mark", { params: { a: 1 }, paramsSerializer: () => "?x=%20" }, "?x=%20"],
  ["a serializer behind a query", { url: "?a=%20", params: { b: 1 }, paramsSerializer: () => "b=1" }, "?a=%20&b=1"],
  ["a serializer gets nothing undefined", { params: { a: undefined, b: { c: undefined } }, paramsSerializer: names }, "?b."],
  ["a serializer of nothing", { params: { a: undefined }, paramsSerializer: () => "" }, ""],
];

function names(value) {
  return Object.keys(value).map((name) => `${name}.${names(value[name])}`).join("");
}

/** What arrives at the server. */
async function arriving(request, { url = "", base = false, ...options }) {
  echo.requests.length = 0;
  const where = base ? { baseURL: echo.url, url } : { url: echo.url + url };
  await request({ ...where, ...options });
  assert.equal(echo.requests.length, 1);
  return echo.requests[0];
}

const gaxios = new Gaxios({ fetchImplementation: (...request) => fetch(...request) });

for (const [name, options, query] of TABLE) {
  test(`params: ${name}`, async () => {
    const theirs = await arriving((all) => gaxios.request(all), options);
    const ours = await arriving((all) => auth.request(all), options);
    assert.equal(ours.url, theirs.url);
    assert.equal(ours.url, `/${query}`);
  });
}

test("a form's fields are the same as well", async () => {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const options = { method: "POST", headers, data: { a: undefined, b: null, c: ["x", "y"], d: "é " } };
  const theirs = await arriving((all) => gaxios.request(all), options);
  const ours = await arriving((all) => auth.request(all), options);
  assert.equal(String(ours.body), String(theirs.body));
  assert.equal(String(ours.body), "b=null&c=x%2Cy&d=%C3%A9+");
});

test("the usual loop over pages ends", async () => {
  const pages = { "": "next", next: undefined };
  const seen = [];
  let pageToken;
  do {
    await auth.request({ url: echo.url, params: { maxResults: 2, pageToken } });
    const { searchParams } = new URL(echo.requests.at(-1).url, echo.url);
    seen.push(searchParams.get("pageToken"));
    pageToken = pages[searchParams.get("pageToken") ?? ""];
  } while (pageToken);
  assert.deepEqual(seen, [null, "next"]);
});
