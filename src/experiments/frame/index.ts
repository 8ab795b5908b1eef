/** The parts that experiments are made of. Families import the files themselves; everybody else this one. */

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
} from "./arms.js";
export { curveArrays, parameterArrays, representationArrays, shaped } from "./arrays.js";
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
} from "./claims.js";
export { type Design, design } from "./design.js";
export { type EvaluatedNetwork, type Evaluation, evaluate, layerCodes } from "./evaluate.js";
export { experiment, type Parts } from "./experiment.js";
export { keyOf, type StudyDefaults, type StudySettings, seedsField, studyFields, whole } from "./fields.js";
export { measureCode } from "./measureCode.js";
export { type MeasuredCode, measuredCode, measuredCodeFields } from "./measuredCode.js";
export { asJson, type Row, rowsOf, score } from "./measures.js";
export { ablatedObjective, studyPlan } from "./plan.js";
export { costOn, type UpdateCost } from "./seconds.js";
export { type LearningCurve, type Probe, type TrainedJob, trainJob } from "./trainJob.js";
