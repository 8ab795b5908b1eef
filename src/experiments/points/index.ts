/** Networks on clouds of points beside the certified optimum: the experiments, and the plans that others train by. */
export { CORNERS } from "./cloud/corners.js";
export { cloud } from "./cloud/index.js";
export { type CloudSettings, cloudKey, cloudSamples, cloudSettings, cloudWords } from "./cloud/settings.js";
export { cornerCutting } from "./cornerCutting/index.js";
export { fig1 } from "./fig1/index.js";
export { floor } from "./floor/index.js";
export { type PointResult, pointResult } from "./job.js";
export { onOff } from "./onOff/index.js";
export { rangeFig1c } from "./rangeFig1c/index.js";
export { rangeFig1d } from "./rangeFig1d/index.js";
export { activityOf, lossOf, type ShallowNetwork, shallowNetwork, shallowPlan } from "./shallow.js";
export { strengthsExperiment } from "./strengths/index.js";
export { datasetOf, type PointTask, pointPlan, pointSchema, problemOf } from "./study.js";
export { theorem2Boundary } from "./theorem2Boundary/index.js";
