/**
 * Are two places that are remembered in order held in orthogonal planes? Dorrell et al., arXiv 2410.06232v1 (program: Xie_2022), on the task
 * of Xie et al. 2022: a linear recurrent network, two places shown, one delay, both recalled.
 *
 * Theirs: six places whose inputs are fitted to neurons (or one-hot, or on a ring), readout by ridge regression, up to 10^8 updates. Here:
 * places on a ring of three, four and six, readout learned, energies that rise over the first half of 40,000 updates.
 */
import { design } from "../../frame/design.js";
import { experiment } from "../../frame/experiment.js";
import { costOn } from "../../frame/seconds.js";
import { memoryClaims } from "./claims.js";
import { memoryFigures } from "./figures.js";
import { conditionName, measures, runMemory } from "./job.js";
import { type MemorySettings, SHOWN, settings } from "./settings.js";

const MS_PER_UPDATE = { native: 0.15, wasm: 0.05 };

const conditionsOf = ({ places }: MemorySettings) =>
  places.flatMap((count) => SHOWN.map((shown) => ({ places: count, shown })));

export const sequenceMemory = experiment({
  id: "sequence-memory",
  title: "Two places in order: leaving out repeats tilts few places, not six",
  source: "Dorrell et al., arXiv 2410.06232v1",
  claim: "Places remembered in order are held in orthogonal planes, unless a place is never shown twice.",
  version: 1,
  settings,
  sizes: {
    quick: { seeds: [10], places: [3], updates: 500 },
    start: { places: [3] },
    full: { seeds: [10, 11, 12, 13, 14], updates: 200_000 },
  },
  expectedSeconds: (chosen, backend) =>
    chosen.seeds.length * conditionsOf(chosen).length * (1 + (costOn(MS_PER_UPDATE, backend) * chosen.updates) / 1000),
  recorded: {
    "sequence-memory.repeats-orthogonal": "reproduced",
    "sequence-memory.missing-repeats-tilt": "reproduced",
    "sequence-memory.ring-of-six-does-not": "beyond the paper",
  },
  choosing: ["places"],
  design: (chosen) => design(conditionsOf(chosen), conditionName),
  measures,
  run: runMemory,
  claims: memoryClaims,
  figures: memoryFigures,
});
