/** The claims of `theorem2-boundary`. */
import type { JobResult, Verdict } from "../../../protocols.js";
import { digits, judged, spread } from "../../frame/claims.js";
import { exactFloorVerdict } from "../claims.js";
import { closedForm } from "../mixing.js";
import { certifiedCurve, type Placed, placedResults } from "./measures.js";
import type { BoundarySettings } from "./settings.js";

/** A trained code counts as mixed from here on: |Q_12| / sqrt(Q_11 Q_22). */
export const MIXED = 0.02;

export function boundaryVerdicts(results: readonly JobResult[], chosen: BoundarySettings): Verdict[] {
  const trained = placedResults(results);
  const settings = `hull and covariance of uniform factors in 12 samples; ${chosen.code} units; ${chosen.updates} full-batch updates`;
  return [
    optimumVerdict(results),
    trainingVerdict(trained, chosen, settings),
    exactFloorVerdict(trained, {
      id: "theorem2-boundary.reaches-the-optimum",
      enough: chosen.updates >= 10_000,
      settings,
    }),
  ];
}

function optimumVerdict(results: readonly JobResult[]): Verdict {
  const curve = certifiedCurve(results);
  const misses = curve.map(({ ratio, cosine }) => cosine - closedForm(ratio));
  return {
    id: "theorem2-boundary.optimum-crosses",
    claim: "The certified optimum begins to mix where the closed form says.",
    criterion: "first mixed cosine within 0.005 of (1/4) / (1/3 + lambda_in / alpha) at every ratio",
    measured: curve.length === 0 ? "not solved" : `found minus closed form ${spread(misses, 5)}`,
    met: judged(
      curve.length > 0,
      misses.every((miss) => Math.abs(miss) <= 0.005),
    ),
    settings: `exact prediction; bisection to 1e-4; ${curve.length} ratios lambda_in / alpha, lambda_out = lambda_in`,
    values: curve.map(({ ratio }, i) => ({ label: `ratio ${ratio}`, value: misses[i] })),
  };
}

export interface Crossing {
  readonly ratio: number;
  readonly seed: number;
  /** The cosine at which trained codes become mixed; NaN where they never do, or are from the start. */
  readonly cosine: number;
}

function trainingVerdict(trained: readonly Placed[], chosen: BoundarySettings, settings: string): Verdict {
  const crossings = crossingsOf(trained);
  const misses = crossings.map(({ ratio, cosine }) => cosine - closedForm(ratio));
  return {
    id: "theorem2-boundary.training-crosses",
    claim: "Trained networks begin to mix at the same cosine.",
    criterion:
      `cosine at which |Q_12| / sqrt(Q_11 Q_22) of trained codes first exceeds ${MIXED} (linear between neighbours) within ` +
      "0.05 of the closed form, for every ratio and seed",
    measured:
      crossings.length === 0
        ? "nothing was trained"
        : `found minus closed form ${spread(misses)}; ${misses.filter(Number.isNaN).length} never cross`,
    met: judged(
      chosen.updates >= 10_000 && crossings.length >= 3,
      misses.every((miss) => Math.abs(miss) <= 0.05),
    ),
    settings: `Q = M'M of the code M; ${settings}`,
    values: crossings.map(({ ratio, seed }, i) => ({ label: `ratio ${ratio}, seed ${seed}`, value: misses[i] })),
    notes: [
      `The certified optimum itself reaches ${MIXED} a little beyond the boundary: its mixing grows from zero there.`,
      ...(misses.length > 0
        ? [`Least and greatest: ${digits(Math.min(...misses))}, ${digits(Math.max(...misses))}.`]
        : []),
    ],
  };
}

export function crossingsOf(trained: readonly Placed[]): Crossing[] {
  const groups = new Map<string, Placed[]>();
  for (const result of trained) {
    const name = `${result.ratio} ${result.seed}`;
    groups.set(name, [...(groups.get(name) ?? []), result]);
  }
  return [...groups.values()].map((group) => ({
    ratio: group[0].ratio,
    seed: group[0].seed,
    cosine: firstCrossing(group.map(({ cosine, trainedMixing }) => [cosine, trainedMixing])),
  }));
}

/** Where points (x, y), taken by rising x, first reach `MIXED`; NaN where they start above or never do. */
function firstCrossing(points: readonly (readonly [number, number])[]): number {
  const rising = [...points].sort(([a], [b]) => a - b);
  const at = rising.findIndex(([, y]) => y >= MIXED);
  if (at < 1) return Number.NaN;
  const [[x0, y0], [x1, y1]] = [rising[at - 1], rising[at]];
  return x0 + ((x1 - x0) * (MIXED - y0)) / (y1 - y0);
}
