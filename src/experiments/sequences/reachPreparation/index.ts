/**
 * Do preparation and movement share directions of activity? Dorrell et al., "Don't Cut Corners" (arXiv 2410.06232v1; programs Single_Motor
 * and Dual_Motor): a rectified recurrent network, energies of activity and of all weights.
 *
 * Theirs: 10 units for one reach, 30 for two, fit 10^4, up to 10^7 updates at 1e-5. Here: 30 units, fit 1000, energies that rise over the first
 * half of 30,000 updates, a step size that falls as half a cosine. Their trials never let the second preparation overlap the first movement;
 * ours do in `overlapping`, with delays 0 and 1 instead of 3 and 4.
 */
import { design } from "../../frame/design.js";
import { experiment } from "../../frame/experiment.js";
import { costOn } from "../../frame/seconds.js";
import { reachClaims } from "./claims.js";
import { reachFigures } from "./figures.js";
import { conditionName, measures, type ReachCondition, runReaches } from "./job.js";
import { type ReachSettings, settings } from "./settings.js";

const MS_PER_UPDATE = { native: 0.2, wasm: 0.04 };

const conditionsOf = ({ kinds, restarts }: ReachSettings): ReachCondition[] =>
  kinds.flatMap((kind) =>
    Array.from({ length: kind === "overlapping" ? restarts : 1 }, (_, restart) => ({ kind, restart })),
  );

export const reachPreparation = experiment({
  id: "reach-preparation",
  title: "Preparation and movement: orthogonal where they overlap in time",
  source: "Dorrell et al., arXiv 2410.06232v1",
  claim:
    "Activity of preparation and of movement shares directions, unless the next reach is prepared while one is being made.",
  version: 1,
  settings,
  sizes: {
    quick: { seeds: [10], restarts: 1, updates: 300 },
    start: { seeds: [10, 11, 12], restarts: 2 },
    full: { updates: 100_000 },
  },
  expectedSeconds: (chosen, backend) => {
    const networks = chosen.seeds.length * conditionsOf(chosen).length;
    return networks * (1 + (costOn(MS_PER_UPDATE, backend) * chosen.updates) / 1000);
  },
  recorded: {
    "reach-preparation.single-as-published": "reproduced",
    "reach-preparation.apart-shares": "reproduced",
    "reach-preparation.overlapping-orthogonal": "reproduced",
  },
  choosing: ["kinds"],
  design: (chosen) => design(conditionsOf(chosen), conditionName),
  measures,
  run: runReaches,
  claims: reachClaims,
  figures: reachFigures,
});
