/** The search that fits a cloud: every face where they are few enough, cones of weights beyond. */
import { coneOracle } from "./coneOracle.js";
import { faceOracle, isWithinReach } from "./faceOracle.js";
import type { Cloud, RectifiedOracle } from "./protocols.js";

export const oracleOf = (cloud: Cloud): RectifiedOracle =>
  isWithinReach(cloud.inputs.rows, cloud.dimension) ? faceOracle(cloud) : coneOracle(cloud);
