/** Every experiment by its name: the command line's choices, the lab's menu and the default set. */
import type { Experiment } from "../protocols.js";
import { baselines } from "./baselines/index.js";
import { fig3Linear, fig3Nonlinear } from "./deep/fig3.js";
import { fig4Nonlinear } from "./deep/fig4Nonlinear.js";
import { fig11 } from "./deep/fig11.js";
import { lowDimensional } from "./dependence/lowDimensional.js";
import { whatWhere } from "./dependence/whatWhere.js";
import { fig5 } from "./images/fig5.js";
import { fig13 } from "./images/fig13.js";
import { fig2 } from "./linear/fig2.js";
import { fig4Linear } from "./linear/fig4Linear.js";
import { fig8, fig9 } from "./linear/sparsity/index.js";
import { noiseAndSize } from "./noiseAndSize/index.js";
import { fig6Patterns } from "./patterns/index.js";
import { cloud } from "./points/cloud/index.js";
import { cornerCutting } from "./points/cornerCutting/index.js";
import { fig1 } from "./points/fig1/index.js";
import { floor } from "./points/floor/index.js";
import { rangeFig1c } from "./points/rangeFig1c/index.js";
import { rangeFig1d } from "./points/rangeFig1d/index.js";
import { strengthsExperiment } from "./points/strengths/index.js";
import { theorem2Boundary } from "./points/theorem2Boundary/index.js";
import { fig6 } from "./space/fig6/index.js";
import { fig7 } from "./space/fig7/index.js";
import { gridCells } from "./space/gridCells/index.js";
import { pathIntegration } from "./walks/pathIntegration/index.js";
import { rewardRoom } from "./walks/rewardRoom/index.js";

/** By id, in the order in which they are listed and reproduced. */
export const experiments: Readonly<Record<string, Experiment>> = {
  [fig1.id]: fig1,
  [fig2.id]: fig2,
  [fig3Linear.id]: fig3Linear,
  [fig3Nonlinear.id]: fig3Nonlinear,
  [fig4Linear.id]: fig4Linear,
  [fig4Nonlinear.id]: fig4Nonlinear,
  [fig5.id]: fig5,
  [fig6.id]: fig6,
  [fig6Patterns.id]: fig6Patterns,
  [fig7.id]: fig7,
  [fig8.id]: fig8,
  [fig9.id]: fig9,
  [fig11.id]: fig11,
  [fig13.id]: fig13,
  [cornerCutting.id]: cornerCutting,
  [rangeFig1c.id]: rangeFig1c,
  [rangeFig1d.id]: rangeFig1d,
  [floor.id]: floor,
  [cloud.id]: cloud,
  [theorem2Boundary.id]: theorem2Boundary,
  [gridCells.id]: gridCells,
  [pathIntegration.id]: pathIntegration,
  [rewardRoom.id]: rewardRoom,
  [strengthsExperiment.id]: strengthsExperiment,
  [noiseAndSize.id]: noiseAndSize,
  [whatWhere.id]: whatWhere,
  [lowDimensional.id]: lowDimensional,
  [baselines.id]: baselines,
};

/** Those that `purecell reproduce` runs at their `start` size unless named: at their defaults all together would take hours. */
export const abridged: readonly string[] = [fig5.id, fig13.id];

/** What `npm start` reproduces, in order, at their `start` size. */
export const headlines: readonly string[] = [fig1.id, fig2.id, fig4Linear.id, cornerCutting.id];
