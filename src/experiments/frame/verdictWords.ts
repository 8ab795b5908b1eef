/** What the verdicts of all trained studies have in common: when to judge, and words for what was measured. */
import { median } from "../../math/statistics.js";
import type { Met } from "../../protocols.js";
import type { StudySettings } from "./fields.js";

/** Below these no verdict is given: the trainings are too short, or the seeds too few, to say anything. */
export interface Judgeable {
  readonly updates: number;
  readonly seeds: number;
}

export const two = (value: number): string => (Number.isFinite(value) ? value.toFixed(3) : "undefined");

export const range = (values: readonly number[]): string =>
  `median ${two(median(values))}, seeds from ${two(Math.min(...values))} to ${two(Math.max(...values))}`;

export function settingsLine({ updates, evaluationSamples, bins }: StudySettings, seeds: number): string {
  return (
    `MIR of ${evaluationSamples} fresh samples, ${bins} equal-width bins, units active above 1/20 of the largest mean ` +
    `activity and information; ${updates} updates; ${seeds} seeds`
  );
}

export const tooSmall = (settings: StudySettings, { updates, seeds }: Judgeable, finished: number): boolean =>
  settings.updates < updates || finished < seeds;

export const judge = (small: boolean, holds: boolean): Met => (small ? "not judged" : holds ? "met" : "not met");
