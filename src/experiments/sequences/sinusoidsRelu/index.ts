/**
 * Do rectified recurrent units keep two sinusoids apart as linear ones with a penalty do? Dorrell et al. 2025, Fig. 3C-D (program:
 * RNN_nonlinear_modularity): outputs at two frequencies, inputs that pulse at half their sum and half their difference.
 *
 * Theirs: 200 steps (the program's names say 20), 20,000 updates at a constant step size of 7.5e-4, frequencies drawn, hidden size a flag
 * without default. Here: frequencies are settings and the seed draws weights alone; 30 units, since of orthogonal beginnings some are dead;
 * 100 steps in training and 200 measured; 8000 updates whose step size falls from 2e-3 as half a cosine.
 */
import { design } from "../../frame/design.js";
import { experiment } from "../../frame/experiment.js";
import { costOn } from "../../frame/seconds.js";
import { reluClaims } from "./claims.js";
import { reluFigures } from "./figures.js";
import { measures, runRelu } from "./job.js";
import { settings } from "./settings.js";

/** Of 100 steps of 30 units. */
const MS_PER_UPDATE = { native: 1.5, wasm: 0.13 };

export const sinusoidsRelu = experiment({
  id: "sinusoids-relu",
  title: "Two sinusoids in rectified units: doubled frequencies mix most",
  source: "Dorrell et al. 2025, Fig. 3C-D",
  claim:
    "Rectified recurrent units keep two sinusoids apart as well, unless the ratio of their frequencies is a whole number.",
  version: 1,
  settings,
  sizes: {
    quick: { seeds: [10], pairs: ["1-2", "3-7"], updates: 100, steps: 60 },
    start: { seeds: [10], pairs: ["1-2", "3-7"], updates: 5000 },
    full: { steps: 200, updates: 20_000, learningRate: 7.5e-4 },
  },
  expectedSeconds: ({ seeds, pairs, updates, steps }, backend) =>
    seeds.length * pairs.length * (3 + (costOn(MS_PER_UPDATE, backend) * updates * steps) / 100 / 1000),
  recorded: {
    "sinusoids-relu.harmonic-mixes-more": "reproduced",
    "sinusoids-relu.keeps-going": "beyond the paper",
  },
  choosing: ["pairs"],
  design: ({ pairs }) => design(pairs, (name) => name),
  measures,
  run: runRelu,
  claims: reluClaims,
  figures: reluFigures,
});
