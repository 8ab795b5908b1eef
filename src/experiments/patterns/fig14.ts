/**
 * Whittington et al. 2023, Fig. 14 (and 7): where one world never changes, position and objects are not independent, and the fields of
 * position cells warp towards objects. The paper's measure (A.9) is the mean correlation of patches of maps around objects, one
 * point a seed; the model and its settings are those of `fig6-patterns`.
 */
import { z } from "zod";
import { drawFigure, seedBars } from "../../figures/index.js";
import { pairedDifference } from "../../math/statisticsPaired.js";
import type { Experiment, Figure, JobResult, Verdict } from "../../protocols.js";
import { armJobs, FULL } from "../frame/arms.js";
import { judged, spread } from "../frame/claims.js";
import { SPATIAL_SEEDS, seedsField } from "../frame/fields.js";
import { ofCondition, type SpatialResult } from "../space/measures.js";
import { enough, JUDGEABLE, settingsLine } from "./claims.js";
import { patternSheet } from "./figures.js";
import { type PatternValues, patternResults, runPatternJob } from "./job.js";
import { ENTANGLED, patternFields, patternSeconds } from "./study.js";

const settings = z.object({
  seeds: seedsField(SPATIAL_SEEDS.slice(0, 5), "one model per seed and task"),
  ...patternFields,
});

type Settings = z.infer<typeof settings>;
type Result = SpatialResult<PatternValues>;

const TASKS = [
  { ...FULL, label: "changing worlds" },
  { ...ENTANGLED, label: "one world" },
];

const patches = (results: readonly Result[]): number[] => results.map(({ values }) => values.patchCorrelation);

function warps(results: readonly JobResult[], chosen: Settings): Verdict {
  const [changing, one] = TASKS.map(({ id }) => ofCondition(patternResults(results), id));
  const paired = changing.filter(({ seed }) => one.some((other) => other.seed === seed));
  const judgeable = enough(one, chosen, JUDGEABLE.otherSeeds) && paired.length === one.length;
  const difference = judgeable ? pairedDifference(patches(one), patches(paired)) : undefined;
  return {
    id: "fig14.fields-lock-to-objects",
    claim: "In one world that never changes, fields lock to objects.",
    criterion:
      "correlation of 5 x 5 patches around objects higher than in changing worlds, 95 % interval of the mean paired difference over 0",
    measured:
      one.length === 0
        ? "nothing was trained"
        : `one world ${spread(patches(one), 2)}; changing worlds ${spread(patches(paired), 2)}`,
    met: judged(judgeable, difference !== undefined && difference.interval[0] > 0),
    settings: settingsLine(chosen),
    values: one.map(({ seed, values }) => ({ label: `seed ${seed}: one world`, value: values.patchCorrelation })),
  };
}

function figures(results: readonly JobResult[]): Figure[] {
  const tasks = TASKS.map(({ id, label }) => ({ label, results: ofCondition(patternResults(results), id) }));
  if (tasks.some((task) => task.results.length === 0)) return [];
  return [
    drawFigure({
      id: "fig14-patches",
      title: "Do fields lock to objects?",
      caption:
        "Mean correlation of 5 x 5 patches of the maps around objects, over active neurons and pairs of objects at different places. A dot for every seed.",
      summary: tasks.map((task) => `${task.label}: ${spread(patches(task.results), 2)}`).join("; "),
      panels: [
        seedBars({
          title: "Patches around objects",
          valueLabel: "mean correlation",
          domain: [-0.2, 1],
          bars: false,
          paired: true,
          conditions: tasks.map((task) => ({ label: task.label, values: patches(task.results) })),
        }),
      ],
    }),
    drawFigure({
      id: "fig14-maps",
      title: "Maps of both tasks",
      caption:
        "Of the first seed, ten active neurons: those that the place explains most, then those that it explains least; where worlds change, " +
        "in one of them and, below, in another.",
      summary: "Where one world never changes, maps look alike around each of its objects.",
      panels: tasks.map(({ label, results: [first] }) => patternSheet(`${label} (seed ${first.seed})`, first)),
      columns: 1,
    }),
  ];
}

export const fig14: Experiment<typeof settings> = {
  id: "fig14",
  title: "One world that never changes: do fields warp towards objects?",
  source: "Whittington et al. 2023, Fig. 14 and 7",
  claim: "Where one world never changes, position and objects are entangled, and fields lock to objects.",
  version: 1,
  settings,
  sizes: {
    quick: { seeds: [1000], updates: 40, fieldShuffles: 39 },
    start: { seeds: [1000] },
    full: { seeds: SPATIAL_SEEDS },
  },
  expectedSeconds: (chosen, backend) => patternSeconds(TASKS.length * chosen.seeds.length, chosen, backend),
  jobs: ({ seeds }) => armJobs(seeds, TASKS),
  runJob: runPatternJob,
  check: (results, chosen) => [warps(results, chosen)],
  figures,
  recorded: { "fig14.fields-lock-to-objects": "reproduced" },
};
