/** Expected time of an image study. */
import type { Backend } from "../../protocols.js";
import { costOn, type UpdateCost } from "../frame/seconds.js";
import { type ImageSettings, imageJobs } from "./study.js";

/** Of the half-size network, measured; the published one takes eight times as long. */
export interface ImageCost {
  /** Milliseconds per update of 64 images. */
  readonly update: UpdateCost;
  /** Seconds to measure a network on 5000 images. */
  readonly measure: number;
}

const PUBLISHED_OVER_HALF = 8;

export function imageSeconds(settings: ImageSettings, backend: Backend, { update, measure }: ImageCost): number {
  const { updates, batch, side, evaluationImages } = settings;
  const size = side === "64" ? PUBLISHED_OVER_HALF : 1;
  const training = (size * updates * costOn(update, backend) * batch) / 64 / 1000;
  return imageJobs(settings).length * (training + (size * measure * evaluationImages) / 5000);
}
