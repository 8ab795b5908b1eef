/** In turn or side by side? Many networks on one core are trained in the way that a trial shows to be faster. */
import type { CompiledStep } from "../engine/protocols.js";
import type { Compile } from "../protocols.js";
import type { TrainingPlan, TrainingState } from "./plan.js";
import { compileTogether, initialStates, stepTogether, type Together } from "./together.js";
import { type TrainingMoment, trainChunk } from "./train.js";

export type Way = "in turn" | "together";

export interface SchedulingOptions {
  /**
   * "measured" (the default) tries both, and takes the faster of those that give the same bytes, so that results never
   * depend on the clock. The other two are taken unseen.
   */
  readonly way?: Way | "measured";
  /** With "measured": the faster also where its results differ in the last bits. */
  readonly otherBytes?: boolean;
}

/** What was chosen, and why, in words fit for a report. */
export interface Scheduling {
  readonly way: Way;
  readonly reason: string;
}

const TRIAL_STEPS = 5;
const TRIAL_ROUNDS = 4;
/** Largest difference, relative to the largest entry, that rounding can explain after so few steps. */
const ROUNDING = 1e-3;

/** One of the two ways, compiled; how it is to be used, and why. */
export interface ChosenWay {
  readonly scheduling: Scheduling;
  readonly together?: Together;
}

/** Compiles the mapped step where it is wanted, and decides. `single` is the compiled step of one network. */
export async function chooseWay(
  plans: readonly TrainingPlan[],
  single: CompiledStep,
  compile: Compile,
  { way = "measured", otherBytes = false }: SchedulingOptions,
): Promise<ChosenWay> {
  if (way === "in turn") return inTurn("asked for");
  if (plans.length === 1) return inTurn("there is one network");
  if (way === "together") {
    return { scheduling: { way, reason: "asked for" }, together: await compileTogether(plans, compile) };
  }
  try {
    const together = await compileTogether(plans, compile);
    const scheduling = decide(await trial(plans, single, together), otherBytes);
    if (scheduling.way === "together") return { scheduling, together };
    together.step.dispose();
    return { scheduling };
  } catch (error) {
    return inTurn(`side by side does not work: ${error instanceof Error ? error.message.split("\n")[0] : error}`);
  }
}

const inTurn = (reason: string): ChosenWay => ({ scheduling: { way: "in turn", reason } });

export interface Trial {
  /** Milliseconds for one step of every network, the best of several rounds. */
  readonly inTurn: number;
  readonly together: number;
  /** Largest difference of any parameter, moment or metric, relative to the largest of its kind; 0 where bytes are the same. */
  readonly difference: number;
}

/** The faster, unless it gives other bytes (and that is not allowed) or numbers that rounding does not explain. */
export function decide({ inTurn, together, difference }: Trial, otherBytes: boolean): Scheduling {
  const times = `${together.toPrecision(3)} ms side by side, ${inTurn.toPrecision(3)} ms in turn for a step of all networks`;
  if (!(together < inTurn)) return { way: "in turn", reason: `faster: ${times}` };
  if (difference === 0) return { way: "together", reason: `faster, with the same bytes: ${times}` };
  if (!(difference <= ROUNDING)) {
    return { way: "in turn", reason: `side by side gives other numbers (${difference.toExponential(1)} apart)` };
  }
  return otherBytes
    ? { way: "together", reason: `faster, other last bits allowed: ${times}` }
    : { way: "in turn", reason: `side by side gives other last bits: ${times}` };
}

async function trial(plans: readonly TrainingPlan[], single: CompiledStep, together: Together): Promise<Trial> {
  const start = initialStates(plans);
  const ways = {
    inTurn: () => stepsInTurn(plans, single, start),
    together: () => stepTogether(together, start, TRIAL_STEPS),
  };
  const difference = largestDifference(await ways.inTurn(), await ways.together());
  const best = { inTurn: Number.POSITIVE_INFINITY, together: Number.POSITIVE_INFINITY };
  for (let round = 0; round < TRIAL_ROUNDS; round++) {
    for (const way of ["inTurn", "together"] as const) {
      const begun = performance.now();
      await ways[way]();
      best[way] = Math.min(best[way], (performance.now() - begun) / TRIAL_STEPS);
    }
  }
  return { ...best, difference };
}

async function stepsInTurn(plans: readonly TrainingPlan[], single: CompiledStep, start: readonly TrainingState[]) {
  const moments: TrainingMoment[] = [];
  for (const [network, plan] of plans.entries()) {
    moments.push(await trainChunk(plan, single, start[network], TRIAL_STEPS));
  }
  return moments;
}

function largestDifference(some: readonly TrainingMoment[], others: readonly TrainingMoment[]): number {
  const pairs = some.flatMap((moment, network) => {
    const [mine, theirs] = [moment, others[network]].map(numbersOf);
    return mine.map((values, i) => difference(values, theirs[i]));
  });
  return Math.max(...pairs);
}

/** Parameters, moments and metrics. */
const numbersOf = ({ state, metrics }: TrainingMoment): ArrayLike<number>[] => [
  ...Object.values(state.tensors).map(({ data }) => data),
  ...Object.values(metrics),
];

/** Relative to the largest entry; exactly 0 only for the same bytes. */
function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [largest, scale] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    scale = Math.max(scale, Math.abs(a[i]));
    if (!Object.is(a[i], b[i])) largest = Math.max(largest, Math.abs(a[i] - b[i]), Number.MIN_VALUE);
  }
  return largest === 0 ? 0 : largest / scale;
}
