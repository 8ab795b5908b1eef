/** Autoencoders on images: the experiments, the plans that others train by, and what their latents know. */
export { fig5 } from "./fig5.js";
export { fig13 } from "./fig13.js";
export { type ImageResult, imageResults, matchedPairs, ofKind } from "./measures.js";
export { codeInformation, seeImages } from "./scores.js";
export {
  type ImageSettings,
  imageArms,
  imageJobs,
  imagePlan,
  imageSchema,
  openImageSource,
  vaeOptions,
} from "./study.js";
export { imageStudies } from "./tasks.js";
export { readTrainedVae, type TrainedVae, writeTrainedVae } from "./trainedVae.js";
export {
  byUse,
  isActiveLatent,
  type LatentUse,
  latentUse,
  parametersIn,
  TRAVERSAL_STEPS,
  traversal,
} from "./traversal.js";
