/**
 * A learned network that path-integrates: rectified units that are told place and object at the start, and then only how they move,
 * split into position cells and object-vector cells. The bridge from codes in which path integration is exact by construction (fig6) to
 * sequence models. Readouts of place and displacement as in Whittington et al. 2023, A.9; the closed loop as in Dorrell et al. 2025,
 * Fig. 4. Neither paper trains this very network.
 *
 * Neurons are measured after 20 blind moves, several times as many as in training.
 */
import type { Experiment, Job } from "../../../protocols.js";
import { armOf, FULL } from "../../frame/arms.js";
import { TWENTY_SPATIAL_SEEDS } from "../../frame/fields.js";
import { spatialJobs, trainings } from "../../space/study.js";
import { runWalkJob } from "../job.js";
import { WALK_ABLATIONS } from "../study.js";
import { pathIntegrationVerdicts } from "./claims.js";
import { pathIntegrationFigures } from "./figures.js";
import { settings } from "./settings.js";

export const pathIntegration: Experiment<typeof settings> = {
  id: "path-integration",
  title: "A learned network path-integrates: position cells and object-vector cells",
  source: "Whittington et al. 2023, A.9, and Dorrell et al. 2025, Fig. 4; recurrent network of our own",
  claim:
    "A rectified recurrent network with energies that must know place and displacement from an object, moving blindly, splits into " +
    "position cells and object-vector cells; without rectification or energies it mixes them.",
  version: 1,
  settings,
  sizes: {
    quick: { seeds: [1000], ablatedSeeds: 1, updates: 400 },
    start: { seeds: [1000, 1001, 1002] },
    full: { seeds: TWENTY_SPATIAL_SEEDS },
  },
  expectedSeconds: ({ updates, units, walks, moves, ...chosen }, backend) => {
    const size = (units ** 2 * walks * (moves + 1)) / (32 ** 2 * 81 * 5);
    return trainings(chosen, WALK_ABLATIONS) * (1 + ((backend === "native" ? 0.8 : 6) * updates * size) / 1000);
  },
  choosing: ["ablatedSeeds"],
  jobs: ({ seeds, ablatedSeeds }): readonly Job[] => spatialJobs(seeds, ablatedSeeds, WALK_ABLATIONS),
  runJob: (job, chosen, context) =>
    runWalkJob(
      job,
      chosen,
      { arm: armOf(job, [FULL, ...WALK_ABLATIONS]), atHome: 0, rectified: true, startAnywhere: true },
      context,
    ),
  check: pathIntegrationVerdicts,
  figures: pathIntegrationFigures,
  recorded: {
    "path-integration.closed-loop": "beyond the paper",
    "path-integration.splits": "beyond the paper",
    "path-integration.needs-nonnegativity": "beyond the paper",
    "path-integration.needs-energies": "beyond the paper",
    "path-integration.needs-activity-energy": "beyond the paper",
    "path-integration.needs-weight-energy": "beyond the paper",
  },
};
