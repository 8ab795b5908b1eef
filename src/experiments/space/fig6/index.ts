/**
 * Whittington et al. 2023, Fig. 6: when objects move between worlds, position and the vector from an object are independent, and a
 * nonnegative, energy-efficient code splits into position cells and object-vector cells.
 *
 * The code is a Fourier series over both factors (models/spatialCode.ts), the object anywhere. Each factor must be told apart in the
 * conditional mean of the code: what a linear readout of it can use whatever the other factor is. So waves over both factors serve
 * no purpose, by construction; that single neurons do not combine waves of the one factor with waves of the other is the result.
 * The paper's own model, free codes at 256 locations under readout losses, is not this one.
 */
import type { Experiment } from "../../../protocols.js";
import { armOf, FULL } from "../../frame/arms.js";
import { runFactorJob } from "../factorJob.js";
import { FACTOR_ABLATIONS, spatialJobs, spatialSeconds, spatialSizes, trainings } from "../study.js";
import { fig6Verdicts } from "./claims.js";
import { fig6Figures } from "./figures.js";
import { settings } from "./settings.js";

export const fig6: Experiment<typeof settings> = {
  id: "fig6",
  title: "Moving objects: position cells and object-vector cells",
  source: "Whittington et al. 2023, Fig. 6",
  claim:
    "Where objects move, neurons split into position cells, whose maps no object changes, and object-vector cells, which move " +
    "with the object; without nonnegativity or energies they mix.",
  version: 1,
  settings,
  sizes: spatialSizes(300),
  expectedSeconds: (chosen, backend) =>
    spatialSeconds(trainings(chosen, FACTOR_ABLATIONS), chosen, backend, {
      update: { wasm: 6, native: 3 },
      analysis: 12,
    }),
  choosing: ["ablatedSeeds"],
  jobs: ({ seeds, ablatedSeeds }) => spatialJobs(seeds, ablatedSeeds, FACTOR_ABLATIONS),
  runJob(job, chosen, context) {
    const arm = armOf(job, [FULL, ...FACTOR_ABLATIONS]);
    return runFactorJob(job, chosen, { arm, atHome: 0, grids: arm.removed.length === 0 }, context);
  },
  check: fig6Verdicts,
  figures: fig6Figures,
  recorded: {
    "fig6.two-types": "reproduced",
    "fig6.needs-nonnegativity": "reproduced",
    "fig6.needs-energies": "reproduced",
    "fig6.object-moves-object-cells-only": "reproduced",
    "fig6.position-cells-are-hexagonal": "partly",
  },
};
