/**
 * The weight problem of given units: minimise sum_j mu_j + lambda_out tr(Y'P^{-1}Y), P = sum_j mu_j z_j z_j' + (lambda_out / gamma) I over
 * mu >= 0, in coordinates of the points scaled by the roots of their masses, about the mean. A primal-dual interior-point method
 * (Boyd and Vandenberghe, Convex Optimization, section 11.7), in the span of what occurs.
 */
import { choleskySolve, dot, tryCholesky } from "../../math/linearAlgebra.js";
import { type Matrix, matrix } from "../../math/matrix.js";
import type { Cloud, Unit } from "./protocols.js";

export interface Weighing {
  /** [units] */
  readonly masses: Float64Array;
  readonly energy: number;
  /** lambda_out tr(Y'P^{-1}Y) */
  readonly readout: number;
  /** sqrt(lambda_out) B, B = P^{-1} Y of the unscaled points [points x outputs] */
  readonly dual: Matrix;
  /** lambda_out tr(B'B (lambda_out / gamma)) in scaled coordinates */
  readonly soft: number;
}

/** Units and targets along orthonormal axes of their span. */
interface Setting {
  /** [units][rank] */
  readonly units: readonly Float64Array[];
  /** [outputs][rank], times sqrt(lambda_out) */
  readonly targets: readonly Float64Array[];
  /** [rank][points] */
  readonly axes: readonly Float64Array[];
  readonly ridge: number;
}

/** Part of a vector below which what is left outside of the span is rounding. */
const SPANNED = 1e-11;
/** Relative complementarity at which the weights count as optimal. */
const OPTIMAL = 1e-11;

export function weighUnits(cloud: Cloud, units: readonly Unit[]): Weighing {
  const setting = settingOf(cloud, units);
  let masses = startOf(setting);
  let slacks = masses.map((mass) => 1 / mass);
  let at = evaluate(setting, masses);
  slacks = slacks.map((slack) => (slack * at.energy * 0.1) / units.length);
  for (let iteration = 0; iteration < 200; iteration++) {
    const complementarity = dot(masses, slacks);
    const worst = at.gradient.reduce((most, value, j) => Math.max(most, Math.abs(value - slacks[j])), 0);
    if (complementarity < OPTIMAL * at.energy && worst < 1e-9) break;
    const target = (0.1 * complementarity) / units.length;
    const step = newtonStep(at, masses, slacks, target);
    if (step === undefined) break;
    const length = stepLength(setting, at, { masses, slacks, target }, step);
    if (length === 0) break;
    masses = masses.map((mass, j) => mass + length * step.masses[j]);
    slacks = slacks.map((slack, j) => slack + length * step.slacks[j]);
    at = evaluate(setting, masses);
  }
  return { masses, energy: at.energy, readout: at.readout, ...dualOf(cloud, setting, at) };
}

function settingOf({ masses, targets, lambdaOut, gamma }: Cloud, units: readonly Unit[]): Setting {
  const roots = masses.map(Math.sqrt);
  const centred = units.map(({ activity }) => {
    const mean = dot(masses, activity);
    return activity.map((value, t) => roots[t] * (value - mean));
  });
  const wanted = Array.from({ length: targets.columns }, (_, k) =>
    roots.map((root, t) => Math.sqrt(lambdaOut) * root * targets.data[t * targets.columns + k]),
  );
  const axes: Float64Array[] = [];
  for (const x of [...wanted, ...centred]) extend(axes, x);
  const along = (x: Float64Array): Float64Array => Float64Array.from(axes, (axis) => dot(axis, x));
  return { units: centred.map(along), targets: wanted.map(along), axes, ridge: lambdaOut / gamma };
}

/** Adds the part of x outside of the span as an axis. */
function extend(axes: Float64Array[], x: Float64Array): void {
  const rest = x.slice();
  for (let pass = 0; pass < 2; pass++) {
    for (const axis of axes) {
      const along = dot(axis, rest);
      for (let t = 0; t < rest.length; t++) rest[t] -= along * axis[t];
    }
  }
  const size = Math.sqrt(dot(rest, rest));
  if (size > SPANNED * Math.sqrt(dot(x, x))) axes.push(rest.map((value) => value / size));
}

/** Equal masses whose code costs a tenth of what silence does, at most. */
function startOf({ units, targets, ridge }: Setting): Float64Array {
  const silent = targets.reduce((sum, y) => sum + dot(y, y), 0) / ridge;
  const variance = units.reduce((sum, z) => sum + dot(z, z), 0) / units.length;
  const size = Math.sqrt((silent * ridge) / Math.max(variance, 1e-300));
  return new Float64Array(units.length).fill(Math.min(0.1 * silent, size) / units.length);
}

interface Evaluated {
  readonly energy: number;
  readonly readout: number;
  /** 1 - |a_j|^2 [units] */
  readonly gradient: Float64Array;
  /** a_j = sqrt(lambda_out) Y'P^{-1} z_j [units][outputs] */
  readonly seen: readonly Float64Array[];
  /** P^{-1} Y [outputs][rank] */
  readonly solved: readonly Float64Array[];
  readonly factor: Matrix;
  readonly setting: Setting;
}

function evaluate(setting: Setting, masses: Float64Array): Evaluated {
  const { units, targets, ridge } = setting;
  const rank = targets[0].length;
  const code = matrix(rank, rank);
  for (let i = 0; i < rank; i++) code.data[i * rank + i] = ridge;
  units.forEach((z, j) => {
    for (let i = 0; i < rank; i++) {
      const weight = masses[j] * z[i];
      for (let l = 0; l <= i; l++) code.data[i * rank + l] += weight * z[l];
    }
  });
  const factor = tryCholesky(code) ?? code;
  const solved = targets.map((y) => choleskySolve(factor, y));
  const readout = targets.reduce((sum, y, k) => sum + dot(y, solved[k]), 0);
  const seen = units.map((z) => Float64Array.from(solved, (b) => dot(b, z)));
  const gradient = Float64Array.from(seen, (a) => 1 - dot(a, a));
  const energy = masses.reduce((sum, mass) => sum + mass, readout);
  return { energy, readout, gradient, seen, solved, factor, setting };
}

interface Step {
  readonly masses: Float64Array;
  readonly slacks: Float64Array;
}

/** Towards gradient = slack and mass x slack = target; undefined where rounding ends it. */
function newtonStep(at: Evaluated, masses: Float64Array, slacks: Float64Array, target: number): Step | undefined {
  const { units } = at.setting;
  const n = units.length;
  const solved = units.map((z) => choleskySolve(at.factor, z));
  const curvature = matrix(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      curvature.data[i * n + j] = 2 * dot(units[i], solved[j]) * dot(at.seen[i], at.seen[j]);
    }
    curvature.data[i * n + i] += slacks[i] / masses[i];
  }
  const factor = tryCholesky(curvature);
  if (factor === undefined) return undefined;
  const change = choleskySolve(
    factor,
    Float64Array.from(at.gradient, (value, j) => target / masses[j] - value),
  );
  return {
    masses: change,
    slacks: change.map((value, j) => (target - slacks[j] * value) / masses[j] - slacks[j]),
  };
}

/** The longest step that keeps everything positive and lowers the barrier's merit; 0 where there is none. */
function stepLength(
  setting: Setting,
  at: Evaluated,
  { masses, slacks, target }: Step & { readonly target: number },
  step: Step,
): number {
  let length = 1;
  for (let j = 0; j < masses.length; j++) {
    if (step.masses[j] < 0) length = Math.min(length, (-0.99 * masses[j]) / step.masses[j]);
    if (step.slacks[j] < 0) length = Math.min(length, (-0.99 * slacks[j]) / step.slacks[j]);
  }
  const before = barrier(at.energy, masses, target);
  for (; length > 1e-8; length *= 0.5) {
    const moved = masses.map((mass, j) => mass + length * step.masses[j]);
    if (barrier(evaluate(setting, moved).energy, moved, target) <= before + 1e-13 * Math.abs(before)) return length;
  }
  return 0;
}

const barrier = (energy: number, masses: Float64Array, target: number): number =>
  masses.reduce((sum, mass) => sum - target * Math.log(mass), energy);

/** B = D^{1/2} (P^{-1} Y) of the scaled points, back at the points. */
function dualOf({ masses }: Cloud, { axes, ridge }: Setting, { solved }: Evaluated): Pick<Weighing, "dual" | "soft"> {
  const dual = matrix(masses.length, solved.length);
  solved.forEach((b, k) => {
    axes.forEach((axis, r) => {
      for (let t = 0; t < masses.length; t++) dual.data[t * solved.length + k] += b[r] * axis[t];
    });
  });
  for (let t = 0; t < masses.length; t++) {
    for (let k = 0; k < solved.length; k++) dual.data[t * solved.length + k] *= Math.sqrt(masses[t]);
  }
  return { dual, soft: ridge * solved.reduce((sum, b) => sum + dot(b, b), 0) };
}
