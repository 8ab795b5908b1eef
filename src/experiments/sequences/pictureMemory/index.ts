/**
 * Which neurons hold two pictures in order? Dorrell et al., arXiv 2410.06232v1 (program: Warden_Train), on the task of Warden and Miller 2010: a
 * linear recurrent network, two of four pictures shown one after the other, each held over a delay, then reported together.
 *
 * Theirs: Adam at 1e-5 for 8.4 million updates, tolerance of error, a bias for each recurrent matrix. Here: energies in the published ratio
 * that rise over the first half of 100,000 updates, squared error without tolerance, one bias, and trials with repeats as a control.
 */
import { design } from "../../frame/design.js";
import { experiment } from "../../frame/experiment.js";
import { costOn } from "../../frame/seconds.js";
import { pictureClaims } from "./claims.js";
import { pictureFigures } from "./figures.js";
import { measures, runPictures } from "./job.js";
import { settings } from "./settings.js";

/** Of 100 units. */
const MS_PER_UPDATE = { native: 0.4, wasm: 0.5 };

export const pictureMemory = experiment({
  id: "picture-memory",
  title: "Two pictures in order: cells of the first, and cells of the last whatever its rank",
  source: "Dorrell et al., arXiv 2410.06232v1",
  claim: "Two pictures are held by cells of a picture at one rank, and by visual cells of a picture at either rank.",
  version: 1,
  settings,
  sizes: {
    quick: { seeds: [10], updates: 300 },
    start: { seeds: [10], updates: 30_000, shown: ["without-same"] },
    full: { seeds: [10, 11, 12, 13, 14], updates: 500_000 },
  },
  expectedSeconds: ({ seeds, shown, updates, units }, backend) =>
    seeds.length * shown.length * (1 + (costOn(MS_PER_UPDATE, backend) * updates * units) / 100 / 1000),
  recorded: {
    "picture-memory.reports": "beyond the paper",
    "picture-memory.rank-cells": "reproduced",
    "picture-memory.visual-cells": "reproduced",
    "picture-memory.one-rank-each": "beyond the paper",
    "picture-memory.repeats-do-not-matter": "beyond the paper",
    "picture-memory.near-the-stored-energy": "reproduced",
  },
  choosing: ["shown"],
  design: ({ shown }) => design(shown, (name) => name),
  measures,
  run: runPictures,
  claims: pictureClaims,
  figures: pictureFigures,
});
