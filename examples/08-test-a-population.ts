/**
 * Theory meets a recording: neurons that mix position and reward where one corner of the two is missing, and the condition that would
 * make them pure. The same at the command line: `purecell test` and `purecell design`.
 */
import { efficiency, math, representation } from "../src/index.js";

// 60 conditions of a 9 x 9 grid: low position never comes with low reward. Eight trials of each.
const levels = Array.from({ length: 9 }, (_, i) => i / 8);
const conditions = levels
  .flatMap((position) => levels.map((reward) => [position, reward]))
  .filter(([p, r]) => p + r >= 0.75);
const trials = Array.from({ length: 8 }, () => conditions).flat();

// Thirty neurons, in Hz: ten fall with position, ten with reward, ten rise with both.
const gains = [
  [-12, 0],
  [0, -12],
  [6, 6],
];
const units = 30;
const noise = math.normal(math.fold(math.key(7), "noise"), trials.length * units);
const activity = noise.map((z, i) => {
  const [position, reward] = trials[Math.floor(i / units)];
  const [ofPosition, ofReward] = gains[(i % units) % 3];
  const drive = ofPosition * position + ofReward * reward;
  return Math.max(0, drive + (ofPosition < 0 || ofReward < 0 ? 12 : -4.5) + 3 * z);
});
const factors = ["position", "reward"].map((name, i) =>
  representation.factorFromNumbers(
    name,
    trials.map((trial) => trial[i]),
    "continuous",
  ),
);
const recording = representation.representation({ activity, units, factors });

const test = efficiency.testPopulation(recording, { intervalDraws: 50, nullDraws: 199 }, math.key(1));
const { eta, p } = test.efficiency;
console.log(`predicted ${test.outcome.predicted}, recorded ${test.outcome.recorded}`);
console.log(`efficiency ${eta?.toFixed(2)}, p = ${p?.toFixed(3)}`);

const before = efficiency.judgeDesign(efficiency.designOf(factors), math.key(2));
const [best] = efficiency.searchChanges(before, { add: 1, drop: 0, repeats: false }, math.key(3));
console.log(
  `mixing saves ${(100 * before.saving).toFixed(1)} %; ${JSON.stringify(best.changes)} makes neurons ${best.judged.predicted}`,
);
