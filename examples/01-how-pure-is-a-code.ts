/** How pure are these neurons? Two factors, two codes: one neuron per factor, and the same code turned by 45 degrees. */
import { math, metrics, representation } from "../src/index.js";

const samples = 5000;
const values = math.uniform(math.key(1), 2 * samples);
const factor = (index: number) => Float64Array.from({ length: samples }, (_, row) => values[2 * row + index]);
const factors = [
  { name: "place", kind: "continuous" as const, values: factor(0) },
  { name: "reward", kind: "continuous" as const, values: factor(1) },
];

const turned = (angle: number) =>
  Float64Array.from(values, (_, i) => {
    const [x, y] = [values[i - (i % 2)], values[i - (i % 2) + 1]];
    return i % 2 === 0 ? x * Math.cos(angle) + y * Math.sin(angle) : y * Math.cos(angle) - x * Math.sin(angle);
  });

for (const degrees of [0, 10, 45]) {
  const code = representation.representation({ activity: turned((degrees * Math.PI) / 180), units: 2, factors });
  const score = (r: typeof code) => metrics.mir(r).score;
  const { median, interval, p } = metrics.chanceLevel(score, code, { kind: "rotated", draws: 99 });
  console.log(
    `${degrees} degrees: MIR ${score(code).toFixed(3)}; random rotations ${median.toFixed(2)} ` +
      `(${interval.map((end) => end.toFixed(2)).join(" to ")}), p = ${p.toFixed(2)}`,
  );
}
