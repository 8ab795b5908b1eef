/**
 * Nearest-neighbour information of 100 units about 6 continuous factors in 5,000 samples: processor seconds, beside scikit-learn's
 * on the first of the units. `node --import tsx bench/neighbours.ts`; the comparison needs `python3` (or PYTHON) with scikit-learn.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fold, key, normal, uniform } from "../src/math/random.js";
import { informationMatrix } from "../src/metrics/index.js";
import { factorFromNumbers, representation, takeUnits } from "../src/representation/index.js";

const SAMPLES = 5000;
const UNITS = 100;
const FACTORS = 6;
/** Units that scikit-learn is timed on. */
const PEER_UNITS = 5;

/** Rectified noisy mixtures of uniform factors; about half of the activity is silence. */
function mixedCode() {
  const factors = Array.from({ length: FACTORS }, (_, f) => uniform(fold(key(1), f), SAMPLES));
  const gains = normal(key(2), UNITS * FACTORS);
  const noise = normal(key(3), SAMPLES * UNITS);
  const activity = noise.map((value, at) => {
    const [i, unit] = [Math.floor(at / UNITS), at % UNITS];
    const drive = factors.reduce((sum, values, f) => sum + gains[unit * FACTORS + f] * (values[i] - 0.5), 0);
    return Math.max(0, drive + 0.1 * value);
  });
  return representation({
    activity,
    units: UNITS,
    factors: factors.map((values, f) => factorFromNumbers(`factor ${f}`, values, "continuous")),
  });
}

const code = mixedCode();
const start = process.cpuUsage();
const { data } = informationMatrix(code, { estimator: "ksg" }, key(4));
const { user, system } = process.cpuUsage(start);
const seconds = (user + system) / 1e6;
const pairs = UNITS * FACTORS;
console.log(`${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}, load ${loadavg()[0].toFixed(1)}`);
console.log(`${pairs} pairs of ${SAMPLES} samples, 3 neighbours: ${seconds.toFixed(2)} s of processor time`);

const folder = mkdtempSync(join(tmpdir(), "purecell-bench-"));
const file = join(folder, "table.f64");
const few = takeUnits(
  code,
  Int32Array.from({ length: PEER_UNITS }, (_, unit) => unit),
);
const columns = [...code.factors.map((factor) => factor.values), few.activity];
writeFileSync(file, Float64Array.from(columns.flatMap((values) => [...values])));
const script = join(import.meta.dirname, "peerNeighbours.py");
const args = [script, file, String(SAMPLES), String(FACTORS), String(PEER_UNITS)];
const peer = spawnSync(process.env.PYTHON ?? "python3", args, {
  encoding: "utf8",
  env: { ...process.env, OMP_NUM_THREADS: "1" },
});
rmSync(folder, { recursive: true });
if (peer.status !== 0) {
  console.log(`scikit-learn was not timed: ${peer.stderr.trim().split("\n").at(-1)}`);
} else {
  const its: { seconds: number; nats: number[] } = JSON.parse(peer.stdout);
  const perPair = its.seconds / (PEER_UNITS * FACTORS);
  const apart = Math.max(...its.nats.map((nats, at) => Math.abs(nats - data[at])));
  console.log(
    `scikit-learn: ${(1000 * perPair).toFixed(1)} ms a pair, ours ${((1000 * seconds) / pairs).toFixed(1)} ms: ` +
      `${((perPair * pairs) / seconds).toFixed(1)} times ours; largest difference ${apart.toExponential(1)} nats`,
  );
}
