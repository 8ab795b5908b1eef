/** The two image studies of Whittington et al. 2023: dSprites (Fig. 13) and 3D Shapes (Fig. 5). */
import { chooseConditions } from "../../tasks/images/conditions.js";
import { DISTINCT_ORIENTATIONS, dsprites, dspritesGrid } from "../../tasks/images/dsprites.js";
import { shapes3d } from "../../tasks/images/shapes3d/shapes3d.js";
import type { ImageStudy } from "./study.js";

let distinct: Int32Array | undefined;

export const dspritesStudy: ImageStudy = {
  task: dsprites,
  conditions() {
    distinct ??= chooseConditions(dspritesGrid, { levels: { orientation: DISTINCT_ORIENTATIONS } });
    return distinct;
  },
};

export const shapesStudy: ImageStudy = { task: shapes3d };

/** By the experiment that trains on them. */
export const imageStudies: Readonly<Record<string, ImageStudy>> = { fig13: dspritesStudy, fig5: shapesStudy };
