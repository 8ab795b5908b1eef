/** Factors that depend on one another: the experiments. */
export { lowDimensional } from "./lowDimensional.js";
export { whatWhere } from "./whatWhere.js";
