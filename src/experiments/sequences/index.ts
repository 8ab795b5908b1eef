/** Recurrent networks over sequences: the experiments. */
export { missingVariable } from "./missingVariable/index.js";
export { reachPreparation } from "./reachPreparation/index.js";
export { retroCue } from "./retroCue/index.js";
export { sequenceMemory } from "./sequenceMemory/index.js";
export { sinusoids } from "./sinusoids/index.js";
export { teacherStudent } from "./teacherStudent/index.js";
