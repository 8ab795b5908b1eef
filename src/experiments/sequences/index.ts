/** Recurrent networks over sequences: the experiments. */
export { reachPreparation } from "./reachPreparation/index.js";
export { retroCue } from "./retroCue/index.js";
export { sinusoids } from "./sinusoids/index.js";
