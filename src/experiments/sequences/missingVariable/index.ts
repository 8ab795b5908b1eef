/**
 * What do pure neurons look like when a variable is not recorded? Dorrell et al. 2025, Fig. 5 (programs: Correlated_Missing_Vars_Train, _Plot): a
 * linear network moves blindly along a ring and tells where three objects lie, which in half of the rooms form a chain.
 *
 * Theirs: the program that trains has a room of 3 x 3 places and 64 units, and stops in its stored log with 82 % right after 15,000 updates; the
 * one that draws the figure has a ring and 20 units, which are shown where objects lie over the first moments. Here: a ring of four, the objects
 * named at the start as in the first, 24 units, energies in its ratio (activity and weights at one price) a tenth of the price of error (there
 * a thousandth), squared error without tolerance, and rooms without chains as a control.
 */
import { design } from "../../frame/design.js";
import { experiment } from "../../frame/experiment.js";
import { costOn } from "../../frame/seconds.js";
import { missingClaims } from "./claims.js";
import { missingFigures } from "./figures.js";
import { measures, runMissing } from "./job.js";
import { settings } from "./settings.js";

/** Of 32 walks of 9 moves, 24 units. */
const MS_PER_UPDATE = { native: 0.4, wasm: 0.17 };
const MOMENTS = 32 * 10;

export const missingVariable = experiment({
  id: "missing-variable",
  title: "A variable that was not recorded: pure neurons look mixed",
  source: "Dorrell et al. 2025, Fig. 5",
  claim:
    "Neurons that are tuned to one variable look like mixtures of the others where that variable was not recorded and is correlated with them.",
  version: 1,
  settings,
  sizes: {
    quick: { seeds: [10], updates: 300, evaluationRooms: 100 },
    start: { seeds: [10, 11, 12], updates: 12_000, rooms: ["chains"] },
    full: { updates: 100_000, walks: 64 },
  },
  expectedSeconds: ({ seeds, rooms, updates, walks, moves }, backend) => {
    const size = (walks * (moves + 1)) / MOMENTS;
    return seeds.length * rooms.length * (1 + (costOn(MS_PER_UPDATE, backend) * updates * size) / 1000);
  },
  recorded: {
    "missing-variable.knows": "beyond the paper",
    "missing-variable.objects-separate": "reproduced",
    "missing-variable.unrecorded-looks-mixed": "reproduced",
    "missing-variable.independent-looks-untuned": "beyond the paper",
  },
  choosing: ["rooms"],
  design: ({ rooms }) => design(rooms, (name) => name),
  measures,
  run: runMissing,
  claims: missingClaims,
  figures: missingFigures,
});
