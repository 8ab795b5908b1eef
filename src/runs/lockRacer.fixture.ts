/** A process of its own that takes the lock it is told of at the moment it is told, says whether it did, and gives it back. */
import { takeLock } from "./lock.node.js";

const [, , path] = process.argv;
let unlock: (() => void) | undefined;

function race(moment: number): string {
  while (Date.now() < moment);
  try {
    unlock = takeLock(path);
    return "got it";
  } catch {
    return "refused";
  }
}

process.on("message", (moment: unknown) => {
  if (typeof moment === "number") process.send?.(race(moment));
  else {
    unlock?.();
    unlock = undefined;
    process.send?.("ready");
  }
});
process.send?.("ready");
