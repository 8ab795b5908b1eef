/** `purecell list` */
import { availableParallelism } from "node:os";
import type { Experiment } from "../protocols.js";
import { loadRegistry } from "../runs/index.js";
import { type Context, EXIT, printJson } from "./context.js";
import { duration } from "./duration.js";
import { type Size, settingsAtSize } from "./settingsFlags.js";
import type { Terminal } from "./terminal.js";

export async function list(
  _: readonly string[],
  flags: { readonly json?: boolean },
  context: Context,
): Promise<number> {
  const { experiments } = await loadRegistry(context.registry);
  const described = Object.values(experiments).map(describe);
  if (flags.json) printJson(context.terminal, "list", { experiments: described });
  else for (const line of described.flatMap((entry) => textOf(entry, context.terminal))) context.terminal.out(line);
  return EXIT.done;
}

function describe(experiment: Experiment) {
  const { id, title, source, claim, version, recorded } = experiment;
  const expectedSeconds = {
    quick: wait(experiment, "quick"),
    start: wait(experiment, "start"),
    full: wait(experiment, "full"),
  };
  return { id, title, source, claim, version, expectedSeconds, recorded };
}

/** Expected seconds on the cores of this computer, on the engine that every computer has. */
function wait(experiment: Experiment, size: Size): number {
  const settings = settingsAtSize(experiment, size).values;
  const lanes = Math.min(availableParallelism(), Math.max(1, experiment.jobs(settings).length));
  return experiment.expectedSeconds(settings, "wasm") / lanes;
}

function textOf(entry: ReturnType<typeof describe>, { outStyle }: Terminal): string[] {
  const { quick, start, full } = entry.expectedSeconds;
  return [
    `${outStyle.bold(entry.id)}  ${entry.title}`,
    `    source  ${entry.source}`,
    `    claim   ${entry.claim}`,
    `    time    --quick ${duration(quick)}; in reproduce ${duration(start)}; --full ${duration(full)} (wasm engine)`,
  ];
}
