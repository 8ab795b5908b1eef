/** Recurrent networks over sequences: the experiments, the plans that others train by, and what theory says of two circular variables. */
export { onCircles, orbitOf, type Phases, RHYTHM_OUT } from "./certifiedMixing.js";
export { DELAY_OUT, itemsOnRing } from "./delayOptimum.js";
export { PAIRS, type PairName } from "./frequencies.js";
export { missingVariable } from "./missingVariable/index.js";
export { pictureMemory } from "./pictureMemory/index.js";
export { reachPreparation } from "./reachPreparation/index.js";
export { retroCue } from "./retroCue/index.js";
export { sequenceMemory } from "./sequenceMemory/index.js";
export { measureMemory, trialsPlan } from "./sequenceMemory/job.js";
export { sinusoids } from "./sinusoids/index.js";
export { measureSinusoids, sinusoidPlan } from "./sinusoids/job.js";
export { sinusoidsRelu } from "./sinusoidsRelu/index.js";
export { teacherStudent } from "./teacherStudent/index.js";
export { CIRCLES_IN, type CirclePair, circlesOptimum, ratesAt, twoCircles } from "./twoCircles.js";
