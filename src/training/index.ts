export * from "./forward.js";
export * from "./layout.js";
export * from "./minibatches.js";
export * from "./plan.js";
export * from "./step.js";
export * from "./train.js";
export * from "./trainMany.js";
