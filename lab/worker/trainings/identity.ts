/** What decides every number of a training that is left alone, as one text: equal texts, equal networks at equal updates. */
import type { TrainingRequest } from "./protocol.js";

export const identityOf = ({ experiment, settings, seed, removed, missing = [] }: TrainingRequest): string =>
  JSON.stringify([experiment, settings, seed, [...removed].sort(), ...(missing.length > 0 ? [missing] : [])]);
