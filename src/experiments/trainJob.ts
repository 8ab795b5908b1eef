/** A training as a job: progress, checkpoints, interruption, and a learning curve that survives being killed. */
import type { HostTree } from "../engine/tensor.js";
import { Interrupted } from "../math/errors.js";
import type { JobContext } from "../protocols.js";
import {
  compilePlan,
  fromCheckpoint,
  initialState,
  type TrainingPlan,
  type TrainingState,
  toCheckpoint,
  train,
} from "../training/index.js";

/** "loss" and each term, at a fixed set of steps. */
export interface LearningCurve {
  readonly steps: Int32Array;
  /** Each [points]; NaN where not reached. */
  readonly values: Readonly<Record<string, Float32Array>>;
}

export interface TrainedJob {
  readonly state: TrainingState;
  readonly curve: LearningCurve;
}

const CHECKPOINT_EVERY_MS = 4000;
const CURVE_POINTS = 200;
const CURVE_PREFIX = "curve.";

/** Carries out the plan, going on from the context's checkpoint if there is one. Throws Interrupted, state saved, on abort. */
export async function trainJob(plan: TrainingPlan, context: JobContext): Promise<TrainedJob> {
  const saved = await context.checkpoints.load();
  const curve = restoreCurve(curveSteps(plan.steps), saved, plan);
  let state = saved ? fromCheckpoint(plan, withoutCurve(saved)) : initialState(plan);
  const save = () => context.checkpoints.save({ ...toCheckpoint(state), ...curveTree(curve) });
  const step = await compilePlan(plan, context.compile);
  let savedAt = performance.now();
  for await (const moment of train(plan, step, { from: state })) {
    recordCurve(curve, moment.metrics, state.step);
    state = moment.state;
    context.report({ done: state.step, total: plan.steps, metrics: latest(moment.metrics) });
    if (context.signal.aborted || performance.now() - savedAt > CHECKPOINT_EVERY_MS) {
      await save();
      savedAt = performance.now();
    }
    if (context.signal.aborted) throw new Interrupted();
  }
  step.dispose();
  return { state, curve };
}

/** Steps at which the curve is read: the first, then evenly spaced up to the last. */
function curveSteps(total: number): Int32Array {
  const points = Array.from({ length: CURVE_POINTS }, (_, i) => Math.round(1 + ((total - 1) * i) / (CURVE_POINTS - 1)));
  return Int32Array.from(new Set(points));
}

function restoreCurve(steps: Int32Array, saved: HostTree | undefined, plan: TrainingPlan): LearningCurve {
  const names = ["loss", ...plan.objective.map(({ term }) => term.name)];
  const blank = () => new Float32Array(steps.length).fill(Number.NaN);
  const stored = (name: string) => saved?.[CURVE_PREFIX + name]?.data;
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

const curveTree = ({ values }: LearningCurve): HostTree =>
  Object.fromEntries(
    Object.entries(values).map(([name, data]) => [CURVE_PREFIX + name, { shape: [data.length], data }]),
  );

const withoutCurve = (tree: HostTree): HostTree =>
  Object.fromEntries(Object.entries(tree).filter(([name]) => !name.startsWith(CURVE_PREFIX)));

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
