/** The code of README.md, as documentedCode.test.ts writes it: edit it there. */
import { math, metrics, representation } from "../../src/index.js";
const { key, uniform } = math;
const position = uniform(key(1), 200);
const reward = uniform(key(2), 200);
/** Every unit follows one of the two. */
const activity = Float64Array.from({ length: 200 * 40 }, (_, i) => (i % 2 === 0 ? position : reward)[Math.floor(i / 40)]);
const code = representation.representation({
  activity,                  // Float64Array [conditions x units]
  units: 40,
  factors: [{ name: "position", kind: "continuous", values: position }, { name: "reward", kind: "continuous", values: reward }],
});
const { score, settings } = metrics.mir(code);
const chance = metrics.chanceLevel((r) => metrics.mir(r).score, code, { kind: "rotated", draws: 200 });

export { score, settings, chance };
