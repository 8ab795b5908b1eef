/** A thread that carries out calls, one after another; see `threads.ts`. */
import { parentPort } from "node:worker_threads";
import { purecell } from "../../program.js";
import type { Interrupts } from "../../terminal/interrupts.js";
import { plainTerminal } from "../../terminal/terminal.js";
import type { FromThread, ToThread } from "./threads.js";

const listeners = new Set<() => void>();

const post = (message: FromThread): void => parentPort?.postMessage(message);

const interrupts: Interrupts = {
  listen(listener) {
    listeners.add(listener);
    post({ stoppable: true });
    return () => {
      listeners.delete(listener);
      post({ stoppable: listeners.size > 0 });
    };
  },
};

async function carryOut(argv: readonly string[], columns: number | undefined): Promise<void> {
  const terminal = plainTerminal({
    out: (out) => post({ out }),
    say: (say) => post({ say }),
    write: (write) => post({ write }),
    columns,
  });
  post({ code: await purecell(argv, { terminal, interrupts }) });
}

parentPort?.on("message", (message: ToThread) => {
  if (message === "interrupt") for (const listener of [...listeners]) listener();
  else void carryOut(message.argv, message.columns);
});
