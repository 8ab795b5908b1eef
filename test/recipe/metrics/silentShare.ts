/** Share of units that are silent beside the others. Here stand the formula's source and its rivals. */
import type { Metric } from "../protocols.js";
import { activeUnits } from "../representation/index.js";
import { DRAWS, metricEntry } from "./entry.js";

export interface SilentShareOptions {
  /** Units with mean |a| up to this part of the largest are silent. */
  readonly below: number;
}

/** As published. */
export const silentShareDefaults: SilentShareOptions = { below: 1 / 20 };

/** Share of silent units, 0 to 1. NaN without units. */
export const silentShare: Metric<SilentShareOptions> = (representation, options) => {
  const { below } = { ...silentShareDefaults, ...options };
  const { units, conditions } = representation;
  const silent = units - activeUnits(representation, below).length;
  return { metric: "silentShare", score: silent / units, settings: { below, units, samples: conditions } };
};

/** As the command line and the reports know it. */
export const silentShareEntry = metricEntry({
  metric: silentShare,
  title: "Share of silent units",
  citation: "the recipe of CONTRIBUTING.md",
  draws: DRAWS.fast,
  against: ["rotation"],
  meaning: "share of units that are silent beside the others, 0 to 1",
  defaults: silentShareDefaults,
  choices: {},
});
