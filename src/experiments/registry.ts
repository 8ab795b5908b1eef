/** Every experiment by its name: the command line's choices, the lab's menu and the default set. */
import type { Experiment } from "../protocols.js";
import { baselines } from "./baselines/index.js";
import { fig3Linear, fig3Nonlinear, fig4Nonlinear, fig11 } from "./deep/index.js";
import { lowDimensional, whatWhere } from "./dependence/index.js";
import { fig5, fig13 } from "./images/index.js";
import { fig2, fig4Linear, fig8, fig9 } from "./linear/index.js";
import { noiseAndSize } from "./noiseAndSize/index.js";
import { fig6Patterns, fig14 } from "./patterns/index.js";
import {
  cloud,
  cornerCutting,
  fig1,
  floor,
  onOff,
  rangeFig1c,
  rangeFig1d,
  strengthsExperiment,
  theorem2Boundary,
} from "./points/index.js";
import {
  missingVariable,
  pictureMemory,
  reachPreparation,
  retroCue,
  sequenceMemory,
  sinusoids,
  sinusoidsRelu,
  teacherStudent,
} from "./sequences/index.js";
import { fig6, fig7, gridCells } from "./space/index.js";
import { pathIntegration, rewardRoom } from "./walks/index.js";

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
  [fig14.id]: fig14,
  [cornerCutting.id]: cornerCutting,
  [rangeFig1c.id]: rangeFig1c,
  [rangeFig1d.id]: rangeFig1d,
  [floor.id]: floor,
  [cloud.id]: cloud,
  [theorem2Boundary.id]: theorem2Boundary,
  [gridCells.id]: gridCells,
  [pathIntegration.id]: pathIntegration,
  [rewardRoom.id]: rewardRoom,
  [sinusoids.id]: sinusoids,
  [reachPreparation.id]: reachPreparation,
  [retroCue.id]: retroCue,
  [teacherStudent.id]: teacherStudent,
  [sequenceMemory.id]: sequenceMemory,
  [missingVariable.id]: missingVariable,
  [pictureMemory.id]: pictureMemory,
  [sinusoidsRelu.id]: sinusoidsRelu,
  [strengthsExperiment.id]: strengthsExperiment,
  [onOff.id]: onOff,
  [noiseAndSize.id]: noiseAndSize,
  [whatWhere.id]: whatWhere,
  [lowDimensional.id]: lowDimensional,
  [baselines.id]: baselines,
};

/** Those that `purecell reproduce` runs at their `start` size unless named: at their defaults all together would take hours. */
export const abridged: readonly string[] = [
  fig2.id,
  fig3Linear.id,
  fig4Linear.id,
  fig4Nonlinear.id,
  fig5.id,
  fig8.id,
  fig9.id,
  fig11.id,
  fig13.id,
  sinusoids.id,
  reachPreparation.id,
  retroCue.id,
  teacherStudent.id,
  sequenceMemory.id,
  missingVariable.id,
  pictureMemory.id,
  sinusoidsRelu.id,
  strengthsExperiment.id,
  baselines.id,
];

/** What `npm start` reproduces, in order, at their `start` size. */
export const headlines: readonly string[] = [fig1.id, fig2.id, fig4Linear.id, cornerCutting.id];
