import { spawn } from "node:child_process";
import { once } from "node:events";
import { childEnv } from "../../scripts/lib/run.js";

/** Starts a script in the Node of the project's packages; it answers one message at a time. */
export function startHost(file) {
  const child = spawn("node", [file], {
    env: childEnv(),
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const gone = once(child, "exit");
  return {
    async ask(message) {
      child.send(message);
      const [answer] = await Promise.race([once(child, "message"), gone]);
      if (typeof answer !== "object" || answer === null) throw new Error(`${file} ended: ${answer}`);
      if (answer.error) throw new Error(answer.error);
      return answer;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
}
