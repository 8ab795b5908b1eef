/** Your own recording: arrays in, every metric out with chance level and interval, and the file that `purecell measure` reads. */
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { math, metrics, representation } from "../src/index.js";

// 1000 trials: where the animal stood on a circular track (cm), and which of three odours it smelled.
const trials = 1000;
const key = math.key(4);
const place = math.uniform(math.fold(key, "place"), trials).map((u) => 180 * u);
const odour = math.integers(math.fold(key, "odour"), trials, 3);

// Eight neurons, in Hz: three place cells, three odour cells, two that multiply both.
const bump = (trial: number, at: number) =>
  12 * Math.exp(2 * (Math.cos((2 * Math.PI * (place[trial] - at)) / 180) - 1));
const tuning = [
  ...[20, 80, 140].map((at) => (trial: number) => bump(trial, at)),
  ...[0, 1, 2].map((smell) => (trial: number) => (odour[trial] === smell ? 9 : 1)),
  ...[50, 110].map((at, smell) => (trial: number) => (odour[trial] === smell ? bump(trial, at) : 0)),
];
const noise = math.normal(math.fold(key, "noise"), trials * tuning.length);
const activity = noise.map((z, i) => tuning[i % tuning.length](Math.floor(i / tuning.length)) + z);

const recording = representation.representation({
  activity,
  units: tuning.length,
  factors: [
    representation.factorFromNumbers("place", place, "circular", 180),
    representation.factorFromNumbers("odour", odour, "categorical"),
  ],
});

// Twenty bins of place against three odours: noise alone looks like information about place, and with permuted trials all
// neurons seem pure. Fewer bins and a correction of that bias bring out what the neurons are.
for (const options of [{}, { bins: 8, correction: "miller-madow" }]) {
  const [{ result, judged }] = metrics.measure(recording, {
    metrics: ["mir"],
    options: { mir: options },
    nullDraws: 99,
    intervalDraws: 99,
  });
  const { score, interval, chance } = judged.score;
  console.log(
    `MIR ${score.toFixed(3)} (${interval?.low.toFixed(3)} to ${interval?.high.toFixed(3)}) ${JSON.stringify(options)}`,
  );
  for (const { kind, median, p } of chance) console.log(`  chance, ${kind}: ${median.toFixed(3)}, p = ${p.toFixed(2)}`);
  console.log(`  of each neuron: ${Array.from(result?.perUnit ?? [], (ratio) => ratio.toFixed(2)).join(" ")}`);
}

const file = join(tmpdir(), "purecell-example.npz");
writeFileSync(file, representation.saveRepresentation(recording));
console.log(`the same at the command line: npx purecell measure ${file} --out report`);
