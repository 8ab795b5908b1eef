/** A delayed response: which trials tilt two memories, said before recording; and whether the delay uses the directions of the cue. */
import { math, metrics, theory } from "../src/index.js";

// Two of six directions are shown, one after the other, and remembered: a cosine and a sine for each.
const ring = (item: number): number[] => [Math.cos((Math.PI * item) / 3), Math.sin((Math.PI * item) / 3)];
const items = [0, 1, 2, 3, 4, 5];
const pairs = items.flatMap((first) => items.map((second) => [first, second] as const));
const designs = {
  "all pairs": pairs,
  "no repeats": pairs.filter(([first, second]) => first !== second),
  "neighbours only": pairs.filter(([first, second]) => [1, 5].includes((second - first + 6) % 6)),
};
for (const [name, trials] of Object.entries(designs)) {
  const rows = trials.map(([first, second]) => [...ring(first), ...ring(second)]);
  const support = theory.supportFromSamples(math.fromRows(rows), { names: ["cos 1", "sin 1", "cos 2", "sin 2"] });
  const { verdict, saving } = theory.predictNeurons({
    support,
    groups: [
      [0, 1],
      [2, 3],
    ],
    lambdaIn: 1e-3,
    lambdaOut: 0.01,
  }); // prettier-ignore
  console.log(`${name}: ${verdict}, mixing saves ${(100 * saving.least).toFixed(2)} % of the energy`);
}

// Forty neurons in 360 trials: the first item along two directions during the cue, along two others, 30 degrees off, in the delay.
const [neurons, trials, tilt] = [40, 360, Math.PI / 3];
const key = math.key(7);
const axes = math.toRows(math.randomOrthonormalRows(math.fold(key, "axes"), 4, neurons));
const item = math.integers(math.fold(key, "items"), trials, 6);
const record = (name: string, weights: readonly number[][]) => {
  const noise = math.normal(math.fold(key, name), trials * neurons);
  return math.matrix(
    trials,
    neurons,
    noise.map((z, at) => {
      const [x, y] = ring(item[Math.floor(at / neurons)]);
      return 5 + 4 * (x * weights[0][at % neurons] + y * weights[1][at % neurons]) + 0.3 * z;
    }),
  ); // prettier-ignore
};
const turned = [0, 1].map((k) => axes[k].map((a, i) => Math.cos(tilt) * a + Math.sin(tilt) * axes[k + 2][i]));
const [cue, delay] = [record("cue", axes), record("delay", turned)];

/** Mean activity for each item, about the mean of all. */
const means = (period: math.Matrix): math.Matrix => {
  const rows = items.map((wanted) =>
    Array.from({ length: neurons }, (_, neuron) => {
      const own = [...item.keys()].filter((trial) => item[trial] === wanted);
      return own.reduce((sum, trial) => sum + period.data[trial * neurons + neuron], 0) / own.length;
    }),
  );
  const centre = rows[0].map((_, i) => rows.reduce((sum, row) => sum + row[i] / items.length, 0));
  return math.fromRows(rows.map((row) => row.map((value, i) => value - centre[i])));
};
const [ofCue, ofDelay] = [means(cue), means(delay)];
const angles = metrics.principalAngles(ofCue, ofDelay, 2);
console.log(
  `angles between cue and delay: ${angles.map((angle) => angle.toFixed(0)).join(" and ")} degrees (planted: 60)`,
);
const { share } = metrics.periodOverlap(ofDelay, ofCue, 0.1);
const chance = metrics.overlapByChance(ofDelay, ofCue, math.fold(key, "chance"), { least: 0.1, draws: 200 });
console.log(
  `delay's variance in the cue's directions: ${share.toFixed(2)} (by chance ${chance.median.toFixed(2)}; p that less ${chance.p.toFixed(2)})`,
);
