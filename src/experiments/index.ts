/** Every experiment by its name, and what an experiment of one's own is made of. */

export { z } from "zod";
export {
  ABLATIONS,
  ARMS,
  type Arm,
  armJobs,
  armOf,
  armsNamed,
  CONSTRAINTS,
  type Constraint,
  FULL,
  NONE,
  SPARSITY,
  strengthIn,
} from "./frame/arms.js";
export { curveArrays, parameterArrays, representationArrays, shaped } from "./frame/arrays.js";
export {
  type Claim,
  digits,
  type Judgeable,
  judged,
  longEnough,
  shareOfSeeds,
  spread,
  spreadOverSeeds,
  verdict,
} from "./frame/claims.js";
export { type Design, design } from "./frame/design.js";
export { type EvaluatedNetwork, type Evaluation, evaluate, layerCodes } from "./frame/evaluate.js";
export { experiment, type Parts } from "./frame/experiment.js";
export { keyOf, type StudyDefaults, type StudySettings, seedsField, studyFields, whole } from "./frame/fields.js";
export { measureCode } from "./frame/measureCode.js";
export { type MeasuredCode, measuredCode, measuredCodeFields } from "./frame/measuredCode.js";
export { asJson, type Row, rowsOf, score } from "./frame/measures.js";
export { ablatedObjective, studyPlan } from "./frame/plan.js";
export { costOn, type UpdateCost } from "./frame/seconds.js";
export { type LearningCurve, type Probe, type TrainedJob, trainJob } from "./frame/trainJob.js";
export { abridged, experiments, headlines } from "./registry.js";
