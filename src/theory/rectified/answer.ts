/** What the codes found say: how much mixing saves, for certain and at most, beside pure and beside linear codes. */
import type { Optimum, Status, VerdictName } from "../types.js";
import { isWithinReach } from "./faceOracle.js";
import type { Cloud, RectifiedOptimum, RectifiedPrediction } from "./protocols.js";
import type { Shares } from "./shares.js";

export interface Codes {
  readonly best: RectifiedOptimum;
  readonly pure: RectifiedOptimum;
  readonly linear: Optimum;
}

export function answerOf(
  cloud: Cloud,
  { best, pure, linear }: Codes,
  { tolerance, within }: { readonly tolerance: number; readonly within: number },
  shares: Shares,
) {
  const bounds = savingBounds(best, pure);
  return {
    verdict: verdictOf(bounds, within, tolerance),
    status: statusOf(cloud, best),
    gap: (best.energy - best.lowerBound) / best.energy,
    energy: { modular: pure.energy, optimal: best.energy, lowerBound: best.lowerBound },
    rectified: {
      pureSaving: (pure.energy - best.energy) / pure.energy,
      bounds,
      share: shares.range ?? null,
      rectifiedShare: shares.rectified,
    },
    linear: besideLinear(linear, best.energy),
  };
}

export const besideLinear = ({ energy, lowerBound }: Optimum, rectified: number): RectifiedPrediction["linear"] => ({
  optimal: energy,
  lowerBound,
  saving: (energy - rectified) / energy,
});

/** A search that ran out of time may have missed the pure code, which is a code too. */
export const cheaperCode = (optimum: RectifiedOptimum, pure: RectifiedOptimum): RectifiedOptimum =>
  optimum.energy <= pure.energy
    ? optimum
    : { ...optimum, energy: pure.energy, units: pure.units, masses: pure.masses, dual: pure.dual };

function savingBounds(best: RectifiedOptimum, pure: RectifiedOptimum): readonly [number, number] {
  const least = Number.isNaN(pure.lowerBound) ? 0 : Math.max(0, (pure.lowerBound - best.energy) / pure.lowerBound);
  const most = Number.isNaN(best.lowerBound) ? 1 : (pure.energy - best.lowerBound) / pure.energy;
  return [Math.min(least, most), most];
}

function verdictOf([least, most]: readonly [number, number], within: number, tolerance: number): VerdictName {
  if (least > within) return "mixed";
  if (most > within) return "undecided";
  return most <= 3 * tolerance ? "modular" : "nearly modular";
}

/** Without all faces the bound is that of cones. */
const statusOf = ({ inputs, dimension }: Cloud, { status }: RectifiedOptimum): Status =>
  status === "gap" && !isWithinReach(inputs.rows, dimension) ? "bracketed" : status;
