/** The claims of `range-fig1c`. */
import type { JobResult, Verdict } from "../../../protocols.js";
import { digits, judged, spread } from "../../frame/claims.js";
import { exactFloorVerdict, outsideOptimal } from "../claims.js";
import { EDGE_POINTS, type PointPair, pointPairs } from "./measures.js";
import type { Fig1cSettings } from "./settings.js";

export function rangeFig1cVerdicts(results: readonly JobResult[], chosen: Fig1cSettings): Verdict[] {
  const pairs = pointPairs(results);
  const enough = chosen.updates >= 10_000 && pairs.length >= 3;
  const settings =
    `${EDGE_POINTS.length} points near the edges and the first ${chosen.own} uniform ones with which pure neurons are optimal; ` +
    `${chosen.code} units; ${chosen.updates} full-batch updates; ${pairs.length} sets`;
  const both = pairs.flatMap(({ whole, without }) => [whole, without]);
  return [
    theoryVerdict(pairs, pairs.length >= 3, settings),
    trainingVerdict(pairs, enough, settings),
    exactFloorVerdict(both, { id: "range-fig1c.reaches-the-optimum", enough, settings }),
  ];
}

const mixesWithout = ({ savings }: PointPair): boolean => savings[0] > 0;

function theoryVerdict(pairs: readonly PointPair[], enough: boolean, settings: string): Verdict {
  const mixed = pairs.filter(mixesWithout).length;
  const deciding = EDGE_POINTS.map((_, k) => pairs.filter(({ savings }) => savings[k] > 0).length);
  const savings = pairs.map((pair) => 100 * pair.savings[0]);
  return {
    id: "range-fig1c.corner-point-decides",
    claim: "Pure neurons are optimal with all points, mixed ones without the corner point (0, 0.9).",
    criterion: "certified optimum mixed without the point in every set (with it, it is modular by the rule of drawing)",
    measured:
      pairs.length === 0
        ? "nothing was solved"
        : `mixed in ${mixed} of ${pairs.length} sets; energy saved ${spread(savings, 4)} %`,
    met: judged(enough, mixed === pairs.length),
    settings,
    values: pairs.map(({ seed }, i) => ({ label: `set ${seed}, saved (%)`, value: savings[i] })),
    notes: [
      "Sets that each point by itself keeps modular: " +
        EDGE_POINTS.map(([x, y], k) => `(${x}, ${y}) ${deciding[k]} of ${pairs.length}`).join(", "),
    ],
  };
}

function trainingVerdict(pairs: readonly PointPair[], enough: boolean, settings: string): Verdict {
  const outside = pairs.flatMap(({ whole, without }) => [outsideOptimal(whole), outsideOptimal(without)]);
  const increase = pairs
    .filter(mixesWithout)
    .map(({ whole, without }) => whole.trained.selectivity - without.trained.selectivity);
  return {
    id: "range-fig1c.training-mixes-as-the-optimum",
    claim: "Trained autoencoders are pure with all points and mix without the corner point, as the optimum does.",
    criterion:
      "share of squared gain on each neuron's main factor within 0.05 of the range of optimal codes in every training, and " +
      "lower without the point in every set where the optimum mixes",
    measured:
      pairs.length === 0
        ? "nothing was trained"
        : `farthest outside by ${digits(Math.max(...outside))}; selectivity with all points ` +
          `${spread(pairs.map(({ whole }) => whole.trained.selectivity))}; without, lower by ` +
          (increase.length === 0 ? "nothing: the optimum mixes in no set" : spread(increase)),
    met: judged(
      enough && increase.length > 0,
      outside.every((value) => value <= 0.05) && increase.every((value) => value > 0),
    ),
    settings,
    values: pairs.map(({ seed, without }) => ({ label: `set ${seed}, without`, value: without.trained.selectivity })),
  };
}
