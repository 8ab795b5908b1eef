/** Recurrent networks that walk: the experiments. */
export { pathIntegration } from "./pathIntegration/index.js";
export { rewardRoom } from "./rewardRoom/index.js";
