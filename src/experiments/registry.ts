/** Every experiment by its name: the command line's choices, the lab's menu and the default set. */
import type { Experiment } from "../protocols.js";
import { baselines } from "./baselines.js";
import { cloud } from "./cloud.js";
import { cornerCutting } from "./cornerCutting.js";
import { fig1 } from "./fig1.js";
import { fig2 } from "./fig2.js";
import { fig3Linear, fig3Nonlinear } from "./fig3.js";
import { fig4Linear } from "./fig4Linear.js";
import { fig4Nonlinear } from "./fig4Nonlinear.js";
import { fig5 } from "./fig5.js";
import { fig6 } from "./fig6.js";
import { fig6Patterns } from "./fig6Patterns.js";
import { fig7 } from "./fig7.js";
import { fig11 } from "./fig11.js";
import { fig13 } from "./fig13.js";
import { floor } from "./floor.js";
import { gridCells } from "./gridCells.js";
import { lowDimensional } from "./lowDimensional.js";
import { noiseAndSize } from "./noiseAndSize.js";
import { pathIntegration } from "./pathIntegration.js";
import { rangeFig1c } from "./rangeFig1c.js";
import { rangeFig1d } from "./rangeFig1d.js";
import { rewardRoom } from "./rewardRoom.js";
import { fig8, fig9 } from "./sparsityControls.js";
import { strengthsExperiment } from "./strengths.js";
import { theorem2Boundary } from "./theorem2Boundary.js";
import { whatWhere } from "./whatWhere.js";

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
