/**
 * The same optimum in another form: E* = min over readouts v_k of sum_k 2 sqrt(lambda_out c_k) |v_k| + gamma sum_t p_t |sum_k z_k v_k + b - y|^2, solved by
 * block coordinate descent over a fine grid of units. It shares no search, no weights and no dual with the solver.
 */
import { dot } from "../../math/linearAlgebra.js";
import type { Cloud, Unit, UsedUnit } from "./protocols.js";
import { unitOf } from "./unit.js";

interface Centred {
  /** [units][points], times the roots of the masses, about the mean */
  readonly units: readonly Float64Array[];
  /** [outputs][points], the same */
  readonly targets: readonly Float64Array[];
}

function centredOf({ masses, targets }: Cloud, units: readonly Unit[]): Centred {
  const roots = masses.map(Math.sqrt);
  return {
    units: units.map(({ activity }) => {
      const mean = dot(masses, activity);
      return activity.map((value, t) => roots[t] * (value - mean));
    }),
    targets: Array.from({ length: targets.columns }, (_, o) =>
      roots.map((root, t) => root * targets.data[t * targets.columns + o]),
    ),
  };
}

/** Value of the form at the best readouts of these units [units of cost 1]. */
export const groupLassoEnergy = (cloud: Cloud, used: readonly UsedUnit[], sweeps = 4000): number =>
  descended(
    cloud,
    used.map(({ unit }) => unit),
    sweeps,
  );

/** Least value over a grid of weights, for one coordinate: angles between gain and bias. */
export function groupLassoOptimum(cloud: Cloud, angles: number, sweeps: number): number {
  const units = Array.from({ length: angles }, (_, k) => {
    const angle = (2 * Math.PI * (k + 0.5)) / angles;
    return unitOf(cloud, Float64Array.of(Math.cos(angle), 3 * Math.sin(angle)));
  });
  return descended(
    cloud,
    units.flatMap((unit) => unit ?? []),
    sweeps,
  );
}

const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/** The same for two coordinates: weights on a spiral over the sphere, evenly spread (Fibonacci lattice), the bias three times as wide. */
export function groupLassoOnSphere(cloud: Cloud, count: number, sweeps: number): number {
  const units = Array.from({ length: count }, (_, k) => {
    const height = 1 - (2 * k + 1) / count;
    const radius = Math.sqrt(1 - height * height);
    return unitOf(cloud, Float64Array.of(radius * Math.cos(GOLDEN * k), radius * Math.sin(GOLDEN * k), 3 * height));
  });
  return descended(
    cloud,
    units.flatMap((unit) => unit ?? []),
    sweeps,
  );
}

/** Every so many sweeps units without a readout are looked at too. */
const FULL = 10;

/** Each readout in turn at its own best: v = s z'r / |z|^2 with the soft threshold s = max(0, 1 - sqrt(lambda_out) / (gamma |z'r|)). */
function descended(cloud: Cloud, units: readonly Unit[], sweeps: number): number {
  const { gamma, lambdaOut } = cloud;
  const { units: z, targets } = centredOf(cloud, units);
  const rests = targets.map((y) => y.slice());
  const readouts = z.map(() => new Float64Array(targets.length));
  const squares = z.map((x) => dot(x, x));
  const price = Math.sqrt(lambdaOut);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (let k = 0; k < z.length; k++) {
      if (sweep % FULL !== 0 && readouts[k].every((value) => value === 0)) continue;
      const pull = Float64Array.from(rests, (rest, o) => dot(z[k], rest) + squares[k] * readouts[k][o]);
      const shrink = Math.max(0, 1 - price / (gamma * Math.sqrt(dot(pull, pull))));
      for (let o = 0; o < rests.length; o++) {
        const next = (shrink * pull[o]) / squares[k];
        const change = next - readouts[k][o];
        if (change === 0) continue;
        readouts[k][o] = next;
        for (let t = 0; t < z[k].length; t++) rests[o][t] -= change * z[k][t];
      }
    }
  }
  const error = rests.reduce((sum, rest) => sum + dot(rest, rest), 0);
  return readouts.reduce((sum, v) => sum + 2 * price * Math.sqrt(dot(v, v)), gamma * error);
}
