/**
 * What the default MIR says of few trials: planted populations of 300 to 5,000 trials against themselves at 100,000 under the same
 * rule, and whether pure ones are purer than rotated ones. `nice node --import tsx bench/defaultScore.ts [POPULATIONS]`
 */
import { fold, integers, type Key, key, uniform } from "../src/math/random.js";
import { conventionOptions, measure, metrics } from "../src/metrics/index.js";
import type { Representation } from "../src/protocols.js";
import { type Planted, plantedRecording, type Response, type Variable } from "./plantedRecordings.js";

const TRIALS = [300, 600, 1200, 2500, 5000];
const MANY = 100_000;
const RESPONSES: readonly Response[] = ["linear", "rectified", "exponential", "counts"];
const ROTATIONS = 99;

/** Two to four variables of any kind, categories of 2 to 20 levels; 8 neurons, all pure or half of them mixed. */
function randomPlan(root: Key, trials: number, mixed: boolean): Planted {
  const [count, response, ...kinds] = integers(root, 6, 12);
  const variables = kinds.slice(0, 2 + (count % 3)).map((draw, f): Variable => {
    const kind = (["continuous", "circular", "categorical"] as const)[draw % 3];
    const [size] = uniform(fold(root, f), 1);
    return { name: `${kind} ${f + 1}`, kind, levels: Math.round(2 * 10 ** size) };
  });
  return {
    ...{ trials, variables, untuned: 0, products: 0, response: RESPONSES[response % 4] },
    pure: mixed ? 4 : 8,
    sums: mixed ? 4 : 0,
    noise: 0.3 + uniform(fold(root, "noise"), 1)[0],
  };
}

const score = (code: Representation): number =>
  metrics.mir.measure(code, conventionOptions("recommended", metrics.mir, code)).score;

function significant(code: Representation, own: Key): boolean {
  const [{ judged }] = measure(
    code,
    { metrics: ["mir"], convention: "recommended", nulls: ["rotated"], nullDraws: ROTATIONS, intervalDraws: 0 },
    own,
  );
  return judged.score.chance[0].p < 0.05;
}

const populations = Number(process.argv[2] ?? 40);
const rows = TRIALS.map((trials) => ({ trials, off: [] as number[], pure: 0, found: 0 }));
for (let draw = 0; draw < populations; draw++) {
  const own = fold(key(1), draw);
  const mixed = draw % 2 === 1;
  const whole = score(plantedRecording(randomPlan(own, MANY, mixed), own));
  for (const row of rows) {
    const code = plantedRecording(randomPlan(own, row.trials, mixed), own);
    row.off.push(Math.abs(score(code) - whole));
    if (mixed) continue;
    row.pure++;
    if (significant(code, own)) row.found++;
  }
}
console.log(`${populations} populations, half of them pure; difference from the same population at ${MANY} trials`);
for (const { trials, off, pure, found } of rows) {
  const within = off.filter((value) => value <= 0.1).length;
  console.log(
    `${trials} trials: within 0.1 ${within} of ${off.length}, largest ${Math.max(...off).toFixed(3)}; ` +
      `pure ones with p < 0.05 against ${ROTATIONS} rotations ${found} of ${pure}`,
  );
}
