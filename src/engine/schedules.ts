/** Schedules: a quantity as a function of the step (1, 2, ..., total). */

export type Schedule = (step: number, total: number) => number;

/** The same value at every step. */
export const constant =
  (value: number): Schedule =>
  () =>
    value;

/** Half a cosine from `value` at the first step to 0 after the last (Loshchilov and Hutter 2017, without restarts). */
export const cosine =
  (value: number): Schedule =>
  (step, total) =>
    (value * (1 + Math.cos((Math.PI * (step - 1)) / total))) / 2;

/** Half a cosine from `value` at the first step to the share `floor` of it after the last. */
export const cosineTo =
  (value: number, floor: number): Schedule =>
  (step, total) =>
    cosine(value * (1 - floor))(step, total) + value * floor;

/** A straight line from the share `floor` of `value` up to `value` in the first half, cut off below; then constant. */
export const risingFirstHalf =
  (value: number, floor = 0): Schedule =>
  (step, total) =>
    value * Math.max(floor, Math.min(1, (2 * (step - 1)) / total));

/** Nothing in the first `share` of all steps; then `value`. */
export const startingAfter =
  (value: number, share: number): Schedule =>
  (step, total) =>
    step - 1 < share * total ? 0 : value;

/** From `multiple` times `value` down to `value` in the first half, by equal factors; then constant. */
export const fallingFirstHalf =
  (value: number, multiple: number): Schedule =>
  (step, total) =>
    value * multiple ** Math.max(0, 1 - (2 * (step - 1)) / total);

/** Constant for the first half, then a straight line to 0 after the last step. */
export const linearSecondHalf =
  (value: number): Schedule =>
  (step, total) =>
    value * Math.min(1, (2 * (total - step + 1)) / total);

/** By name, for settings. */
export const schedules = { constant, cosine, "linear-second-half": linearSecondHalf } as const;

export type ScheduleName = keyof typeof schedules;
