/** The figures of the linear studies. */
import {
  codePicture,
  drawFigure,
  mutualInformationMatrix,
  type Panel,
  type TuningCurve,
  tuningCurve,
  tuningCurves,
} from "../../figures/index.js";
import { matrix } from "../../math/matrix.js";
import type { Factor, Figure, JobResult, NamedArray } from "../../protocols.js";
import { ARMS, type Arm, FULL, NONE } from "../frame/arms.js";
import { termsFigure } from "../frame/termsFigure.js";
import { type ArmResult, bySeed, type SeedResults } from "./measures.js";
import { energyFigure, ratioFigure, rulesFigure } from "./selectivityFigures.js";

/** Units shown in the tuning figure. */
const EXAMPLES = 4;

export function linearFigures(results: readonly JobResult[], prefix: string, source: string): Figure[] {
  const seeds = bySeed(results);
  if (seeds.length === 0) return [];
  return [
    ratioFigure(seeds, prefix, source),
    rulesFigure(seeds, prefix),
    energyFigure(seeds, prefix),
    informationFigure(seeds[0], prefix),
    tuningFigure(seeds[0], prefix),
    encodingFigure(seeds[0], prefix),
    termsFigure(seeds, ARMS, prefix),
  ];
}

/** Information of units about factors in each arm of one seed, each arm on its own colour scale. */
function informationFigure({ seed, arms }: SeedResults, prefix: string): Figure {
  const panels = ARMS.map((arm) => {
    const { information, selectivity } = arms[arm.id].arrays;
    const { shape, data } = information;
    return mutualInformationMatrix({
      title: arm.label,
      matrix: matrix(shape[0], shape[1], Float64Array.from(data)),
      factorNames: Array.from({ length: shape[1] }, (_, factor) => `${factor + 1}`),
      active: Array.from(selectivity.data, (value) => !Number.isNaN(value)),
    });
  });
  return drawFigure({
    id: `${prefix}-information`,
    title: "What every unit knows about every factor",
    caption: `Mutual information between units (rows, sorted by preferred factor; dead units veiled) and factors (columns), seed ${seed}.`,
    summary:
      "One matrix per arm. With all constraints most rows have a single bright cell; without nonnegativity or without " +
      `any constraint rows are spread over several factors. MIR: ${ARMS.map((arm) => `${arm.label} ${arms[arm.id].mir.toFixed(2)}`).join(", ")}.`,
    panels,
  });
}

/** Activity of a few units against every factor, with all constraints and with none. */
function tuningFigure({ seed, arms }: SeedResults, prefix: string): Figure {
  const panels = [FULL, NONE].map((arm) => tuningPanel(arm, arms[arm.id]));
  return drawFigure({
    id: `${prefix}-tuning`,
    title: "What single units do",
    caption: `Mean activity and its quartiles against each factor, for the ${EXAMPLES} units that spend most energy; seed ${seed}.`,
    summary:
      "With all constraints a unit rises or falls with one factor and is flat in the others; without constraints units " +
      "depend on several factors.",
    panels,
    columns: 1,
  });
}

function tuningPanel(arm: Arm, result: ArmResult): Panel {
  const { activity, factors } = result.arrays;
  const [conditions, units] = activity.shape;
  const named = factorColumns(factors);
  const neurons = mostActive(activity, EXAMPLES).map((unit) => {
    const own = Float64Array.from({ length: conditions }, (_, row) => activity.data[row * units + unit]);
    const curves = named.map((factor) => tuningCurve(own, factor));
    return { label: `unit ${unit + 1}`, curves, preferred: widestCurve(curves) };
  });
  return tuningCurves({ title: arm.label, factors: named, neurons });
}

function factorColumns({ shape, data }: NamedArray): Factor[] {
  const [rows, count] = shape;
  return Array.from({ length: count }, (_, index) => ({
    name: `factor ${index + 1}`,
    kind: "continuous" as const,
    values: Float64Array.from({ length: rows }, (_, row) => data[row * count + index]),
  }));
}

/** The `count` units with the largest mean squared activity, each preferring another factor where possible. */
function mostActive({ shape, data }: NamedArray, count: number): number[] {
  const [rows, units] = shape;
  const energy = new Float64Array(units);
  for (let i = 0; i < rows * units; i++) energy[i % units] += data[i] ** 2;
  return [...energy.keys()].sort((a, b) => energy[b] - energy[a]).slice(0, count);
}

/** The factor along which the mean activity varies most. */
function widestCurve(curves: readonly TuningCurve[]): number {
  const widths = curves.map(({ mean }) => Math.max(...mean) - Math.min(...mean));
  return widths.indexOf(Math.max(...widths));
}

/** How units weigh the first two factors, before and after training with all constraints. */
function encodingFigure({ seed, arms }: SeedResults, prefix: string): Figure {
  const { initialEncoding, encoding, factors } = arms[FULL.id].arrays;
  const states = [
    { label: "before training", weights: weightsOnTwo(initialEncoding) },
    { label: "all constraints", weights: weightsOnTwo(encoding) },
    { label: "no constraints", weights: weightsOnTwo(arms[NONE.id].arrays.encoding) },
  ];
  return drawFigure({
    id: `${prefix}-code`,
    title: "How units weigh two of the factors",
    caption: `Arrows: each unit's weights on factors 1 and 2 (code = weights x factors + bias), over samples of the factors; weights under 5 % of the longest are left out; seed ${seed}.`,
    summary:
      "Before training and without constraints the weights point everywhere; with all constraints they lie on the axes.",
    panels: codePicture({ names: ["factor 1", "factor 2"], points: firstTwo(factors), states, size: 220 }),
  });
}

const firstTwo = ({ shape, data }: NamedArray): [number, number][] =>
  Array.from({ length: shape[0] }, (_, row) => [data[row * shape[1]], data[row * shape[1] + 1]]);

/** Weights on the first two factors, without those of units that are silent or serve other factors: under 5 % of the longest. */
function weightsOnTwo(weights: NamedArray): [number, number][] {
  const all = firstTwo(weights);
  const longest = all.reduce((most, [x, y]) => Math.max(most, Math.hypot(x, y)), 0);
  return all.filter(([x, y]) => Math.hypot(x, y) > 0.05 * longest);
}
