/** A story: steps through the lab, each an address and what to see there. */
import type { PictureName } from "./pictureNames.js";

export interface Story {
  /** Safe in an address. */
  readonly id: string;
  readonly title: string;
  /** Figures of Whittington et al. 2023 that it walks to. */
  readonly figures: string;
  readonly steps: readonly StoryStep[];
}

export interface StoryStep {
  /** Of the lab, without the story's own part: "#corners?v=1&corners=0.6,0,0,0". */
  readonly address: string;
  readonly text: string;
}

/** The address of a picture of the stories' view. */
export const pictured = (picture: PictureName): string => `#stories?v=1&picture=${picture}`;
