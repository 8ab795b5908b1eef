/** What lab, benches and tests take of the parts that experiments are made of. Families import the files themselves. */

export { ARMS, armOf, CONSTRAINTS, FULL, SPARSITY } from "./arms.js";
export { type EvaluatedNetwork, evaluate } from "./evaluate.js";
export { keyOf, type StudySettings } from "./fields.js";
