/**
 * How close to the certified optimum do trainings end? Linear autoencoders on random sets of two factors, with
 * nonnegativity exact on the data, with the soft penalty that experiments use, and with its square, for which the loss has a
 * certified floor of its own (docs/theory.md, section 9). An experiment of our own: the
 * optimum is that of the whole training loss (docs/theory.md, section 5, soft prediction), so the two are comparable.
 *
 * The penalty's strength is of the order that an exact penalty needs: a corner of the hull is one point in `points`, and
 * lowering a bias b saves 2 alpha b per sample, so strengths far below 2 alpha b x points let corners go negative.
 */
import { z } from "zod";
import { fold, key as rootKey } from "../../../math/random.js";
import type { Experiment, Job, JobResult, Verdict } from "../../../protocols.js";
import { digits, judged, spread } from "../../frame/claims.js";
import { seedsField } from "../../frame/fields.js";
import { exactFloorVerdict, excessPercent, isBelow, isProven } from "../claims.js";
import { type PointResult, pointResult, trainOnPoints } from "../job.js";
import { uniformPoints } from "../sets.js";
import { pointFields, type Softness, trainingSeconds } from "../study.js";
import { floorFigures } from "./figures.js";

const settings = z.object({
  seeds: seedsField([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], "one random set of points and initial network per seed"),
  points: z.int().min(3).default(24).describe("points of a set, uniform on the unit square"),
  ...pointFields,
  nonnegativity: z.number().positive().default(10).describe("strength of the soft penalty"),
  squaredNegativity: z.number().positive().default(20).describe("strength of the squared penalty: beta"),
});

type Settings = z.infer<typeof settings>;

export const NONNEGATIVITY = ["exact", "soft", "squared"] as const;

export const floor: Experiment<typeof settings> = {
  id: "floor",
  title: "Do trainings reach the certified optimum?",
  source: "an experiment of our own, with the networks of Whittington et al. 2023",
  claim:
    "The certified optimum of a linear network's loss is what training finds: with nonnegativity exact on the data never " +
    "less, with a soft penalty about the same, with a squared one never less than the floor of that penalty.",
  version: 1,
  settings,
  sizes: { quick: { seeds: [0, 1], updates: 1000 }, start: {}, full: { updates: 50_000 } },
  expectedSeconds: (chosen, backend) => trainingSeconds(3 * chosen.seeds.length, chosen.points, chosen, backend),
  jobs: ({ seeds }) =>
    seeds.flatMap((seed) => NONNEGATIVITY.map((arm) => ({ id: `${arm}-seed${seed}`, condition: arm, seed }))),
  async runJob(job, chosen, context) {
    const samples = uniformPoints(fold(rootKey(job.seed), "points"), chosen.points);
    return {
      job,
      ...(await trainOnPoints(
        { samples },
        chosen,
        fold(rootKey(job.seed), "training"),
        context,
        softnessOf(job, chosen),
      )),
    };
  },
  check: (results, chosen) => [
    exactVerdict(results, chosen),
    softVerdict(results, chosen),
    squaredVerdict(results, chosen),
  ],
  figures: (results) => floorFigures(results.map(pointResult)),
  recorded: {
    "floor.exact-nonnegativity": "beyond the paper",
    "floor.soft-nonnegativity": "beyond the paper",
    "floor.squared-nonnegativity": "beyond the paper",
  },
};

function softnessOf({ condition }: Job, { nonnegativity, squaredNegativity }: Settings): Softness | undefined {
  if (condition === "soft") return { kind: "plain", strength: nonnegativity };
  return condition === "squared" ? { kind: "squared", strength: squaredNegativity } : undefined;
}

const arm = (results: readonly JobResult[], name: (typeof NONNEGATIVITY)[number]): PointResult[] =>
  results.filter(({ job }) => job.condition === name).map(pointResult);

const enough = (results: readonly PointResult[], { updates }: Settings): boolean =>
  updates >= 10_000 && results.length >= 10;

const settingsLine = ({ points, updates, code }: Settings): string =>
  `${points} uniform points of two factors; ${code} units; ${updates} full-batch updates`;

function exactVerdict(results: readonly JobResult[], chosen: Settings): Verdict {
  const exact = arm(results, "exact");
  return exactFloorVerdict(exact, {
    id: "floor.exact-nonnegativity",
    enough: enough(exact, chosen),
    settings: settingsLine(chosen),
  });
}

function softVerdict(results: readonly JobResult[], chosen: Settings): Verdict {
  const soft = arm(results, "soft");
  const excess = soft.map(excessPercent);
  const depth = soft.map(({ trained }) => -trained.leastActivity);
  return {
    id: "floor.soft-nonnegativity",
    claim:
      "With nonnegativity as a penalty, training ends near the optimum of exact nonnegativity, on either side of it.",
    criterion: "whole loss, penalty included, within 2 % of the certified optimum in every training",
    measured:
      soft.length === 0
        ? "nothing was trained"
        : `${excess.filter((value) => value < 0).length} of ${soft.length} below it; distance ${spread(excess)} %; ` +
          `deepest negative activity ${digits(Math.max(...depth))}`,
    met: judged(enough(soft, chosen), soft.every(isProven) && excess.every((value) => Math.abs(value) <= 2)),
    settings: `penalty of strength ${chosen.nonnegativity} on mean negative activity; ${settingsLine(chosen)}`,
    values: soft.map(({ seed }, i) => ({ label: `seed ${seed} (%)`, value: excess[i] })),
    notes: [
      "A penalty is finite: letting a rare corner go a little negative costs less than the bias that would prevent it, so " +
        "a soft training may end below an optimum that no legal code can beat.",
    ],
  };
}

/** How far above its floor a training may end, %. */
const ABOVE = 0.5;

function squaredVerdict(results: readonly JobResult[], chosen: Settings): Verdict {
  const squared = arm(results, "squared");
  const excess = squared.map(excessPercent);
  const below = squared.filter(isBelow).length;
  const holds = squared.every(isProven) && below === 0 && excess.every((value) => value <= ABOVE);
  return {
    id: "floor.squared-nonnegativity",
    claim:
      "With nonnegativity as a squared penalty, training finds the certified floor of that very penalty, and never less.",
    criterion: `whole loss, penalty included, at most ${ABOVE} % above the certified floor of the same penalty in every training, none below it`,
    measured:
      squared.length === 0
        ? "nothing was trained"
        : `${squared.length} trainings, above the floor by ${spread(excess)} %; ${below} below it; deepest negative activity ` +
          digits(Math.max(...squared.map(({ trained }) => -trained.leastActivity))),
    met: judged(enough(squared, chosen), holds),
    settings: `penalty of strength ${chosen.squaredNegativity} on mean squared negative activity; ${settingsLine(chosen)}`,
    values: squared.map(({ seed }, i) => ({ label: `seed ${seed} (%)`, value: excess[i] })),
    notes: ["The plain penalty has no floor of this kind: what it asks of a squared gain falls with a unit's size."],
  };
}
