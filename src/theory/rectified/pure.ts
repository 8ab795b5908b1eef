/**
 * The pure rectified optimum: every neuron carries one factor, on either side and with any bias. The same convex problem over fewer neurons; its
 * exact search is that of each factor alone.
 */
import { axisWeights, searchAbout } from "./axes.js";
import { climbingOracle, type RectifiedLimits, rectifiedOptimum, startingUnits } from "./optimum.js";
import { oracleOf } from "./oracle.js";
import type { Cloud, RectifiedOptimum, RectifiedOracle } from "./protocols.js";
import { bestUnits, MOST_FOUND, savingOf } from "./unit.js";

/** `groups`: coordinates of the cloud that count as one factor, each in one of them. */
export function pureRectifiedOptimum(
  cloud: Cloud,
  groups: readonly (readonly number[])[],
  limits: RectifiedLimits,
): RectifiedOptimum {
  const oracles = groups.map((group) => searchAbout(cloud, group, oracleOf));
  const start = startingUnits(
    cloud,
    groups.flat().map((i) => axisWeights(cloud, i)),
  );
  const quick = eachOf(groups.map((group) => searchAbout(cloud, group, climbingOracle)));
  return rectifiedOptimum(cloud, eachOf(oracles), start, limits, { quick, movable: false });
}

/** The best neurons of several searches. */
const eachOf = (oracles: readonly RectifiedOracle[]): RectifiedOracle => ({
  search(dual, threshold, deadline, most = MOST_FOUND) {
    const searches = oracles.map((oracle) => oracle.search(dual, threshold, deadline, most));
    const found = searches.flatMap((search) => search.found);
    const valued = found.map((unit) => ({ ...unit, value: savingOf(dual, unit.activity) }));
    return { bound: Math.max(...searches.map(({ bound }) => bound)), found: bestUnits(valued, most) };
  },
});
