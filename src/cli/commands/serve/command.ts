/** `purecell serve` */
import { availableParallelism } from "node:os";
import { createInterface } from "node:readline";
import { type Context, EXIT } from "../../context.js";
import { PROTOCOL } from "./protocol.js";
import type { ServeRequest } from "./request.js";
import { Session } from "./session.js";
import { startThread } from "./threads.js";

/** Serves until stdin ends, or a signal comes; what is under way is then stopped in good order. */
export async function carryOut(_: ServeRequest, { terminal, interrupts }: Context): Promise<number> {
  const session = new Session({
    reply: (reply) => terminal.out(JSON.stringify(reply)),
    start: startThread,
    spare: availableParallelism(),
  });
  terminal.out(JSON.stringify({ ready: PROTOCOL, pid: process.pid }));
  const lines = createInterface({ input: process.stdin });
  const release = interrupts.listen(() => lines.close());
  lines.on("line", (line) => session.take(line));
  await new Promise((resolve) => lines.once("close", resolve));
  release();
  await session.close();
  return EXIT.done;
}
