/** Carries a measurement out: first scores, the price of the draws, the draws, and an early end in good order. */

import { setImmediate as breathe } from "node:timers/promises";
import { fold, type Key } from "../../math/random.js";
import { counted } from "../../math/words.js";
import {
  type DrawCost,
  type DrawingOptions,
  type Drawn,
  drawCosts,
  drawing,
  drawnAs,
  type FirstScore,
  firstScores,
  hasResult,
  type MeasuredMetric,
  type MetricRequest,
  makeSamplers,
  onAllRows,
  type Samplers,
  timedAgain,
  withChance,
} from "../../metrics/index.js";
import { type Context, EXIT } from "../context.js";
import { duration } from "../duration.js";
import type { Terminal } from "../terminal.js";
import { DrawProgress } from "./drawProgress.js";
import type { Recording } from "./recordingFile.js";

export interface Measurement {
  readonly metrics: readonly MeasuredMetric[];
  readonly drawing: DrawingOptions;
  /** Nulls and intervals that this recording does not allow. */
  readonly refusedDraws: ReadonlyMap<string, string>;
  readonly interrupted: boolean;
}

/** Seconds of work between looks at the keyboard. */
const BREATH = 0.05;

export async function carryOut(
  { representation, allRows }: Pick<Recording, "representation" | "allRows">,
  requests: readonly MetricRequest[],
  options: DrawingOptions,
  key: Key,
  { terminal }: Context,
): Promise<Measurement> {
  const stop = stopSignal(terminal);
  try {
    const samplers = makeSamplers(representation, options);
    const scoreKey = fold(key, "score");
    const scores = await taking(firstScores(representation, requests, scoreKey), stop.signal, () => {});
    const timed = timedAgain(scores, representation, scoreKey);
    const first = allRows ? timed.map((one) => onAllRows(one, allRows, representation.conditions)) : timed;
    const costs = drawCosts(first, options).filter(({ source, draws }) => draws > 0 && samplers.sample.has(source));
    announce(terminal, first, costs);
    const drawn: Drawn = new Map();
    await draw(first, samplers, options, { key, terminal, costs, drawn, signal: stop.signal });
    return {
      metrics: first.map((one) => withChance(one, options, drawn)),
      drawing: options,
      refusedDraws: samplers.refused,
      interrupted: stop.signal.aborted,
    };
  } finally {
    stop.release();
  }
}

interface DrawingContext {
  readonly key: Key;
  readonly terminal: Terminal;
  readonly costs: readonly DrawCost[];
  readonly drawn: Drawn;
  readonly signal: AbortSignal;
}

async function draw(
  first: readonly FirstScore[],
  samplers: Samplers,
  options: DrawingOptions,
  { key, terminal, costs, drawn, signal }: DrawingContext,
): Promise<void> {
  const progress = new DrawProgress(terminal, costs);
  const steps = drawing(first, samplers, options, fold(key, "draws"), drawn);
  try {
    await taking(steps, signal, (step) => progress.stepped(step));
  } finally {
    progress.close();
  }
}

/** Everything a generator yields until the signal; the event loop gets its turn in between. */
export async function taking<Step>(
  steps: Iterable<Step>,
  signal: AbortSignal,
  look: (step: Step) => void,
): Promise<readonly Step[]> {
  const taken: Step[] = [];
  let lastBreath = performance.now();
  for (const step of steps) {
    taken.push(step);
    look(step);
    if (performance.now() - lastBreath > 1000 * BREATH) {
      await breathe();
      lastBreath = performance.now();
    }
    if (signal.aborted) break;
  }
  return taken;
}

/** Before the draws begin: what they will take, from what the first evaluation took. */
function announce(terminal: Terminal, first: readonly FirstScore[], costs: readonly DrawCost[]): void {
  const scores = first.filter(hasResult);
  const once = scores.reduce((sum, { seconds }) => sum + seconds, 0);
  terminal.say(
    `scored ${counted(scores.length, "metric")} in ${once < 1 ? `${Math.round(1000 * once)} ms` : duration(once)}`,
  );
  if (costs.length === 0) return;
  const total = costs.reduce((sum, { seconds }) => sum + seconds, 0);
  terminal.say(`chance levels and intervals: about ${duration(total)}, ${[...bySource(costs)].join("; ")}`);
  const [dearest] = [...byMetric(costs)].sort((a, b) => b[1] - a[1]);
  if (total > LONG)
    terminal.say(
      `most of it for ${dearest[0]} (${duration(dearest[1])}). Sooner: fewer draws with --null N --intervals N, 0 for none; ` +
        "Ctrl-C stops with what is done",
    );
}

/** Seconds from which advice on saving time is worth a line. */
const LONG = 20;

/** E.g. "permuted 500 (dci 20)". */
function bySource(costs: readonly DrawCost[]): string[] {
  return [...new Set(costs.map(({ source }) => source))].map((source) => {
    const draws = costs.filter((cost) => cost.source === source);
    const most = Math.max(...draws.map((cost) => cost.draws));
    const fewer = draws.filter((cost) => cost.draws < most).map((cost) => `${cost.name} ${cost.draws}`);
    return `${most} ${drawnAs(source)}${fewer.length > 0 ? ` (${fewer.join(", ")})` : ""}`;
  });
}

function byMetric(costs: readonly DrawCost[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { name, seconds } of costs) sums.set(name, (sums.get(name) ?? 0) + seconds);
  return sums;
}

/** Aborts on Ctrl-C and SIGTERM; a second Ctrl-C ends the process at once. */
export function stopSignal(terminal: Terminal) {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
    terminal.say("\nStopping: what was drawn so far is used (once more to stop at once).");
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  return {
    signal: controller.signal,
    release: () => void process.off("SIGINT", interrupt).off("SIGTERM", interrupt),
  };
}
