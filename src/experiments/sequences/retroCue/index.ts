/**
 * When are two memories held in orthogonal planes? Dorrell et al., arXiv 2410.06232v1 (program: P&B_Train), on the task of Panichello and
 * Buschman 2021: the delay's code is free, a linear map a cue leads to the report; energies of activity, of both maps and of the readout.
 *
 * Theirs: the maps by pseudo-inverses, Adam at 1e-4 for 4.5 million updates. Here: maps and readout are parameters, energies in the published
 * ratio rise over the first half of 80,000 updates, squared error without tolerance.
 */
import { design } from "../../frame/design.js";
import { experiment } from "../../frame/experiment.js";
import { costOn } from "../../frame/seconds.js";
import { retroCueClaims } from "./claims.js";
import { retroCueFigures } from "./figures.js";
import { measures, runRetroCue } from "./job.js";
import { settings } from "./settings.js";

const MS_PER_UPDATE = { native: 0.08, wasm: 0.02 };

export const retroCue = experiment({
  id: "retro-cue",
  title: "Two memories: their planes tilt where combinations are missing",
  source: "Dorrell et al., arXiv 2410.06232v1",
  claim: "Two remembered colours are held in orthogonal planes, unless some combinations of them never occur.",
  version: 1,
  settings,
  sizes: {
    quick: { seeds: [10], updates: 500 },
    start: { seeds: [10, 11, 12] },
    full: { updates: 200_000 },
  },
  expectedSeconds: ({ seeds, shown, updates }, backend) =>
    seeds.length * shown.length * (1 + (costOn(MS_PER_UPDATE, backend) * updates) / 1000),
  recorded: {
    "retro-cue.all-orthogonal": "reproduced",
    "retro-cue.without-same-tilts": "reproduced",
    "retro-cue.correlation-tilts-less": "beyond the paper",
  },
  choosing: ["shown"],
  design: ({ shown }) => design(shown, (name) => name),
  measures,
  run: runRetroCue,
  claims: retroCueClaims,
  figures: retroCueFigures,
});
