/** The stories, in the order of the paper. */
import { autoencoder } from "./autoencoder.js";
import { depth } from "./depth.js";
import { missingCorners } from "./missingCorners.js";
import type { Story, StoryStep } from "./protocol.js";
import { pureNeurons } from "./pureNeurons.js";
import { space } from "./space.js";

export type { Story, StoryStep } from "./protocol.js";

export const stories: readonly Story[] = [pureNeurons, missingCorners, depth, autoencoder, space];

/** Where a reader is. */
export interface Place {
  readonly story: Story;
  /** 0 for the first step. */
  readonly index: number;
  readonly step: StoryStep;
}

/** "pure.3" is the third step of the story "pure"; undefined where there is none. */
export function placeOf(text: string): Place | undefined {
  const [, id, number = "1"] = /^([a-z-]+)(?:\.(\d+))?$/.exec(text) ?? [];
  const story = stories.find((each) => each.id === id);
  const step = story?.steps[Number(number) - 1];
  return story && step ? { story, index: Number(number) - 1, step } : undefined;
}

/** A step's address with its place in it, so that the story stays on show. */
export const addressOf = ({ id, steps }: Story, index: number): string =>
  `${steps[index].address}&story=${id}.${index + 1}`;
