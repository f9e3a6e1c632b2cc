import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { say } from "./log.js";
import { inRoot } from "./paths.js";

/** Does `work` while no other command of this repository does work of the same name. */
export async function alone(name, work) {
  const lock = inRoot("target", `${name}.lock`);
  mkdirSync(inRoot("target"), { recursive: true });
  for (let tries = 1; !take(lock); tries++) {
    if (tries === 5) say(`${name}: waiting for another command of this repository to finish`);
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    writeFileSync(lock, `${process.pid}`, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    // Left behind by a command that was stopped: free for the next try.
    if (!isRunning(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function isRunning(lock) {
  try {
    process.kill(Number(readFileSync(lock, "utf8")), 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
