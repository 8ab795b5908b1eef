/** purecell: which neurons should grow, which did grow, and how pure they are. */
export * as cells from "./cells/index.js";
export * as engine from "./engine/index.js";
export * as experiments from "./experiments/index.js";
export * as figures from "./figures/index.js";
export * as io from "./io/index.js";
export * as math from "./math/index.js";
export * as metrics from "./metrics/index.js";
export * as models from "./models/index.js";
export * as objectives from "./objectives/index.js";
export type * from "./protocols.js";
export * as representation from "./representation/index.js";
export * as tasks from "./tasks/index.js";
export * as theory from "./theory/index.js";
export * as training from "./training/index.js";
