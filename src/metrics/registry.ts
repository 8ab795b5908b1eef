/** Every metric by name: the choices of the command line, the lab and the reports. */
import type { Metric } from "../protocols.js";
import { energyWeightedMir, mir } from "./mir.js";
import { mutualInformation } from "./mutualInformation.js";

export const metrics = {
  mir,
  energyWeightedMir,
  mutualInformation,
} as const satisfies Record<string, Metric<never>>;

export type MetricName = keyof typeof metrics;
