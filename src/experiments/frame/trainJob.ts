/** A training as a job: progress, checkpoints, interruption, and a learning curve that survives being killed. */
import type { HostTree } from "../../engine/tensor.js";
import { Interrupted } from "../../math/errors.js";
import type { JobContext } from "../../protocols.js";
import {
  type AnyPlan,
  compilePlan,
  fromCheckpoint,
  initialState,
  parametersOf,
  type TrainingState,
  toCheckpoint,
  train,
} from "../../training/index.js";

/** "loss" and each term, at a fixed set of steps. */
export interface LearningCurve {
  readonly steps: Int32Array;
  /** Each [points]; NaN where not reached. */
  readonly values: Readonly<Record<string, Float32Array>>;
}

/** Something measured on the network itself now and then during training. */
export interface Probe {
  /** Updates after which to measure, increasing. */
  readonly steps: Int32Array;
  readonly names: readonly string[];
  /** A value for every name. */
  measure(parameters: HostTree): Promise<Readonly<Record<string, number>>>;
}

/** What a training leaves: its last state, and what was recorded on the way. */
export interface TrainedJob {
  readonly state: TrainingState;
  readonly curve: LearningCurve;
  /** What the probe measured; empty without one. */
  readonly probed: LearningCurve;
}

const CHECKPOINT_EVERY_MS = 4000;
const CURVE_POINTS = 200;
const CURVE_PREFIX = "curve.";
const PROBE_PREFIX = "probe.";
const NO_PROBE: Probe = { steps: new Int32Array(), names: [], measure: async () => ({}) };

/** Carries out the plan, going on from the context's checkpoint if there is one. Throws Interrupted, state saved, on abort. */
export async function trainJob(plan: AnyPlan, context: JobContext, probe = NO_PROBE): Promise<TrainedJob> {
  const saved = await context.checkpoints.load();
  const terms = ["loss", ...plan.objective.map(({ term }) => term.name)];
  const curve = restoreCurve(CURVE_PREFIX, curveSteps(plan.steps), terms, saved);
  const probed = restoreCurve(PROBE_PREFIX, probe.steps, probe.names, saved);
  let state = saved ? fromCheckpoint(plan, withoutCurves(saved)) : initialState(plan);
  const curves = () => ({ ...curveTree(CURVE_PREFIX, curve), ...curveTree(PROBE_PREFIX, probed) });
  const save = () => context.checkpoints.save({ ...toCheckpoint(state), ...curves() });
  const step = await compilePlan(plan, context.compile);
  let savedAt = performance.now();
  for (const until of stops(probe, plan)) {
    for await (const moment of train(plan, step, { from: state, until })) {
      recordCurve(curve, moment.metrics, state.step);
      state = moment.state;
      if (state.step === until) await recordProbe(probed, probe, plan, state);
      context.report({ done: state.step, total: plan.steps, metrics: latest(moment.metrics) });
      // Also at the end: measuring may take longer than training, and is then all that an interruption costs.
      const trained = state.step === plan.steps;
      if (trained || context.signal.aborted || performance.now() - savedAt > CHECKPOINT_EVERY_MS) {
        await save();
        savedAt = performance.now();
      }
      if (context.signal.aborted) throw new Interrupted();
    }
  }
  step.dispose();
  return { state, curve, probed };
}

/** Where training pauses: at every probe, and at the end. */
const stops = ({ steps }: Probe, plan: AnyPlan): number[] => [
  ...new Set([...Array.from(steps).filter((step) => step < plan.steps), plan.steps]),
];

async function recordProbe(probed: LearningCurve, probe: Probe, plan: AnyPlan, state: TrainingState) {
  const point = probed.steps.indexOf(state.step);
  if (point < 0) return;
  const values = await probe.measure(parametersOf(plan, state));
  for (const name of probe.names) probed.values[name][point] = values[name];
}

/** Steps at which the curve is read: the first, then evenly spaced up to the last. */
function curveSteps(total: number): Int32Array {
  const points = Array.from({ length: CURVE_POINTS }, (_, i) => Math.round(1 + ((total - 1) * i) / (CURVE_POINTS - 1)));
  return Int32Array.from(new Set(points));
}

/** What the checkpoint holds of a curve; NaN where nothing was recorded yet. */
function restoreCurve(
  prefix: string,
  steps: Int32Array,
  names: readonly string[],
  saved: HostTree | undefined,
): LearningCurve {
  const blank = () => new Float32Array(steps.length).fill(Number.NaN);
  const stored = (name: string) => saved?.[prefix + name]?.data;
  return {
    steps,
    values: Object.fromEntries(
      names.map((name) => {
        const values = stored(name);
        return [name, values?.length === steps.length ? Float32Array.from(values) : blank()];
      }),
    ),
  };
}

const curveTree = (prefix: string, { values }: LearningCurve): HostTree =>
  Object.fromEntries(Object.entries(values).map(([name, data]) => [prefix + name, { shape: [data.length], data }]));

const isCurve = (name: string): boolean => name.startsWith(CURVE_PREFIX) || name.startsWith(PROBE_PREFIX);

const withoutCurves = (tree: HostTree): HostTree =>
  Object.fromEntries(Object.entries(tree).filter(([name]) => !isCurve(name)));

/** Copies the metrics of a chunk that began after `done` steps into the curve's points. */
function recordCurve(curve: LearningCurve, metrics: Readonly<Record<string, Float32Array>>, done: number): void {
  for (const [point, step] of curve.steps.entries()) {
    const within = step - done - 1;
    for (const [name, values] of Object.entries(curve.values)) {
      if (within >= 0 && within < metrics.loss.length) values[point] = metrics[name][within];
    }
  }
}

const latest = (metrics: Readonly<Record<string, Float32Array>>): Record<string, number> =>
  Object.fromEntries(Object.entries(metrics).map(([name, values]) => [name, values[values.length - 1]]));
