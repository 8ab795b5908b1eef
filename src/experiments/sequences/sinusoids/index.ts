/**
 * Which pairs of frequencies does a nonnegative recurrent network keep apart? Dorrell et al. 2025, Fig. 3A-B (program:
 * RNN_linear_modularity_torch): linear, one trial, squared penalty on negative activity, Adam.
 *
 * Theirs: 200 steps, 20,000 updates at a constant step size of 7.5e-4, frequencies drawn. Here: frequencies are settings and the seed draws
 * weights alone; 100 steps in training, over which 1:2 and 3:7 come out as over 200, the network run on for 200 to be measured; 8,000 updates
 * whose step size falls from 2e-3 as half a cosine.
 */
import { design } from "../../frame/design.js";
import { experiment } from "../../frame/experiment.js";
import { costOn } from "../../frame/seconds.js";
import { sinusoidClaims } from "./claims.js";
import { sinusoidFigures } from "./figures.js";
import { conditionName, measures, runSinusoids, type SinusoidCondition } from "./job.js";
import { type SinusoidSettings, settings } from "./settings.js";

/** Of 100 steps of 20 units. */
const MS_PER_UPDATE = { native: 1.2, wasm: 0.05 };

/** Every pair; of the irrational ones the first without nonnegativity too. */
function conditionsOf({ pairs }: SinusoidSettings): SinusoidCondition[] {
  const without = pairs.filter((pair) => pair.startsWith("irrational")).slice(0, 1);
  return [
    ...pairs.map((pair) => ({ pair, nonnegative: true })),
    ...without.map((pair) => ({ pair, nonnegative: false })),
  ];
}

export const sinusoids = experiment({
  id: "sinusoids",
  title: "Two sinusoids: neurons mix frequencies of which one is a multiple of the other",
  source: "Dorrell et al. 2025, Fig. 3A-B",
  claim:
    "A nonnegative recurrent network keeps two sinusoids in separate neurons, unless the ratio of their frequencies is a whole number.",
  version: 1,
  settings,
  sizes: {
    quick: { seeds: [10], pairs: ["1-2", "irrational-a"], updates: 300, steps: 60 },
    start: { pairs: ["1-2", "3-7", "irrational-a"] },
    full: { steps: 200, updates: 20_000, learningRate: 7.5e-4 },
  },
  expectedSeconds: (chosen, backend) => {
    const networks = chosen.seeds.length * conditionsOf(chosen).length;
    return networks * (3 + (costOn(MS_PER_UPDATE, backend) * chosen.updates * chosen.steps) / 100 / 1000);
  },
  recorded: {
    "sinusoids.irrational-pure": "reproduced",
    "sinusoids.rational-pure": "reproduced",
    "sinusoids.harmonic-mixes": "reproduced",
    "sinusoids.mixes-as-the-optimum": "beyond the paper",
    "sinusoids.needs-nonnegativity": "beyond the paper",
  },
  choosing: ["pairs"],
  design: (chosen) => design(conditionsOf(chosen), conditionName),
  measures,
  run: runSinusoids,
  claims: sinusoidClaims,
  figures: sinusoidFigures,
});
