/** Linear networks with every constraint and without each: the experiments, and the plans that others train by. */
export { certifiedOptimum, optimalCode } from "./certified.js";
export { drawTask as drawFig2, fig2 } from "./fig2.js";
export { drawTask as drawFig4, fig4Linear } from "./fig4Linear.js";
export { fig8, fig9 } from "./sparsity/index.js";
export { type DrawTask, type LinearSettings, linearPlan } from "./study.js";
