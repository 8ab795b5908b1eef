export { compileKernels } from "./compile.js";
export { NoKernel } from "./errors.js";
