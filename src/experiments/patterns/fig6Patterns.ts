/**
 * Whittington et al. 2023, Fig. 6, with the paper's own model: codes of 256 places that form in two stages (models/patternFormation.ts).
 * The text leaves open how many neurons, how many steps, from where codes begin and how long training is; study.ts says what
 * is used here, and what the published strengths do. All four measures of A.9 are reported.
 */
import type { Experiment, Job } from "../../protocols.js";
import { SPATIAL_SEEDS } from "../frame/fields.js";
import { FACTOR_ABLATIONS, spatialJobs, trainings } from "../space/study.js";
import { fig6PatternsVerdicts } from "./claims.js";
import { fig6PatternsFigures } from "./figures.js";
import { runPatternJob } from "./job.js";
import { settings } from "./settings.js";
import { patternSeconds } from "./study.js";

export const fig6Patterns: Experiment<typeof settings> = {
  id: "fig6-patterns",
  title: "The paper's pattern formation: grid cells and object-vector cells?",
  source: "Whittington et al. 2023, Fig. 6 and A.9",
  claim:
    "Codes that form under path integration and objects split into cells that objects do not change and object cells; without " +
    "nonnegativity they do not.",
  version: 2,
  settings,
  sizes: {
    quick: { seeds: [1000], ablatedSeeds: 1, updates: 40, fieldShuffles: 39 },
    start: { seeds: [1000], ablatedSeeds: 1 },
    full: { seeds: SPATIAL_SEEDS },
  },
  expectedSeconds: (chosen, backend) => patternSeconds(trainings(chosen, FACTOR_ABLATIONS), chosen, backend),
  choosing: ["ablatedSeeds"],
  jobs: ({ seeds, ablatedSeeds }): readonly Job[] => spatialJobs(seeds, ablatedSeeds, FACTOR_ABLATIONS),
  runJob: runPatternJob,
  check: fig6PatternsVerdicts,
  figures: fig6PatternsFigures,
  recorded: {
    "fig6-patterns.learns": "not reproduced",
    "fig6-patterns.two-types": "not reproduced",
    "fig6-patterns.needs-nonnegativity": "not reproduced",
    "fig6-patterns.needs-energies": "not reproduced",
    "fig6-patterns.hexagonal-module": "not reproduced",
  },
};
