/** The claims of the sparsity controls, and the sweep as a figure. */
import { z } from "zod";
import { drawFigure, lineBand, seedBars } from "../../../figures/index.js";
import { median } from "../../../math/statistics.js";
import type { Figure, JobResult, Verdict } from "../../../protocols.js";
import { ablationVerdict } from "../../frame/ablationClaims.js";
import { FULL } from "../../frame/arms.js";
import { digits } from "../../frame/claims.js";
import { type MeasuredCode, measuredCodeFields, type SeedArms, seedsWithAll } from "../../frame/measuredCode.js";
import { score } from "../../frame/measures.js";
import { type SparsitySettings, type SparsityVariant, sweepPoints } from "./study.js";

const measured = z.object({ ...measuredCodeFields, explained: score });

type SweptCode = z.infer<typeof measured>;

type SweptSeeds = readonly SeedArms<SweptCode>[];

export const sweptSeeds = (
  results: readonly JobResult[],
  variants: readonly SparsityVariant[],
  settings: SparsitySettings,
): SweptSeeds => seedsWithAll(results, sweepPoints(variants, settings), ({ values }) => measured.parse(values));

/** Share of variance that a network must predict for its code to count. */
const LEAST_PREDICTED = 0.9;

/** MIR of the full constraints exceeds that of the variant at its best strength. */
export function sparsityVerdict(
  variant: SparsityVariant,
  seeds: SweptSeeds,
  settings: SparsitySettings,
  prefix: string,
): Verdict {
  const best = seeds.map(({ seed, arms }) => ({ seed, ...bestStrength(variant, arms, settings) }));
  const pairs: SeedArms<MeasuredCode>[] = best.map(({ seed, code }, i) => ({
    seed,
    arms: { [FULL.id]: seeds[i].arms[FULL.id], [variant.id]: code },
  }));
  const verdict = ablationVerdict(variant, pairs, settings, {
    prefix,
    judgeable: { updates: 20_000, seeds: 3 },
    least: 0,
    where: `at the strength (${settings.strengths.join(", ")}) best for the latter among those that predict ${LEAST_PREDICTED} of the variance`,
  });
  const strengths = best.map(({ strength }) => `${strength}`).join(", ");
  const predicted = best.map(({ code }) => digits(code.explained)).join(", ");
  const notes =
    seeds.length === 0 ? [] : [`Best strength, seed by seed: ${strengths}; share predicted there: ${predicted}.`];
  return { ...verdict, notes: [...(verdict.notes ?? []), ...notes] };
}

/** The strength with the highest MIR among those at which the network predicts; where none does, that which predicts best. */
function bestStrength(
  variant: SparsityVariant,
  arms: Readonly<Record<string, SweptCode>>,
  { strengths }: SparsitySettings,
): { readonly strength: number; readonly code: SweptCode } {
  const swept = strengths.map((strength) => ({ strength, code: arms[`${variant.id}-${strength}`] }));
  const able = swept.filter(({ code }) => code.explained >= LEAST_PREDICTED && !Number.isNaN(code.mir));
  if (able.length > 0) return able.reduce((best, next) => (next.code.mir > best.code.mir ? next : best));
  return swept.reduce((best, next) => (next.code.explained > best.code.explained ? next : best));
}

/** MIR and prediction over strengths, and every seed at its best. */
export function sparsityFigures(
  variants: readonly SparsityVariant[],
  seeds: SweptSeeds,
  settings: SparsitySettings,
  prefix: string,
  source: string,
): Figure[] {
  if (seeds.length === 0) return [];
  const full = median(seeds.map(({ arms }) => arms[FULL.id].mir));
  return [
    drawFigure({
      id: `${prefix}-strengths`,
      title: "Sparsity in place of energy, over its strength",
      caption:
        `Median over seeds and their range (${source}). A: mutual information ratio; the line is the median of the full ` +
        `constraints. B: share of variance predicted; below ${LEAST_PREDICTED} a network does not count. C: every seed at its best strength.`,
      summary: `Median MIR of the full constraints ${full.toFixed(2)}; best medians over strengths: ${variants.map((variant) => `${variant.label} ${bestMedian(variant, seeds, settings).toFixed(2)}`).join(", ")}.`,
      panels: [
        sweepPanel("Mutual information ratio", "MIR", variants, seeds, settings, ({ mir }) => mir, full),
        sweepPanel(
          "Prediction",
          "share of variance predicted",
          variants,
          seeds,
          settings,
          ({ explained }) => explained,
        ),
        seedBars({
          title: "At the best strength",
          valueLabel: "MIR",
          domain: [0, 1],
          width: 620,
          conditions: [
            { label: FULL.label, values: seeds.map(({ arms }) => arms[FULL.id].mir) },
            ...variants.map((variant) => ({ label: variant.label, values: bestMirs(variant, seeds, settings) })),
          ],
        }),
      ],
    }),
  ];
}

const bestMirs = (variant: SparsityVariant, seeds: SweptSeeds, settings: SparsitySettings): number[] =>
  seeds.map(({ arms }) => bestStrength(variant, arms, settings).code.mir);

const bestMedian = (variant: SparsityVariant, seeds: SweptSeeds, settings: SparsitySettings): number =>
  median(bestMirs(variant, seeds, settings));

function sweepPanel(
  title: string,
  yLabel: string,
  variants: readonly SparsityVariant[],
  seeds: SweptSeeds,
  settings: SparsitySettings,
  take: (code: SweptCode) => number,
  reference?: number,
) {
  const strengths = [...settings.strengths].sort((a, b) => a - b);
  const series = variants.map(({ id, label }) => {
    const bySeed = strengths.map((strength) => seeds.map(({ arms }) => take(arms[`${id}-${strength}`])));
    return {
      label,
      x: strengths,
      median: bySeed.map((values) => median(values)),
      low: bySeed.map((values) => Math.min(...values)),
      high: bySeed.map((values) => Math.max(...values)),
    };
  });
  return lineBand({
    title,
    xLabel: "strength",
    yLabel,
    xLog: true,
    yDomain: [0, 1],
    series,
    ...(reference !== undefined && { horizontals: [{ value: reference, label: FULL.label }] }),
  });
}
