/**
 * Metrics on 10,000 samples x 10 units x 6 factors: processor seconds of every one, and of what scikit-learn has beside it.
 * `node --import tsx bench/metrics.ts`, or `... bench/metrics.ts scores` without the comparisons, which need `python3` (or PYTHON) with scikit-learn.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fold, key, uniform } from "../src/math/random.js";
import { boostClassification, likeliestClass } from "../src/math/trees/index.js";
import { holdOutDefaults, metrics } from "../src/metrics/index.js";
import type { Representation } from "../src/protocols.js";
import { factorFromNumbers, representation } from "../src/representation/index.js";

const SAMPLES = 10_000;
const UNITS = 10;
/** Levels of the factors of Shapes3D. */
const LEVELS = [10, 10, 10, 8, 4, 15];

/** Rectified mixtures of about half of the factors each, with a little noise. */
function mixedCode(): Representation {
  const drawn = LEVELS.map((levels, f) => uniform(fold(key(1), f), SAMPLES).map((u) => Math.floor(u * levels)));
  const gains = uniform(key(2), UNITS * LEVELS.length).map((gain) => (gain < 0.5 ? 0 : gain));
  const noise = uniform(key(3), SAMPLES * UNITS);
  const activity = noise.map((value, at) => {
    const [i, unit] = [Math.floor(at / UNITS), at % UNITS];
    const drive = drawn.reduce((sum, level, f) => sum + (gains[unit * LEVELS.length + f] * level[i]) / LEVELS[f], 0);
    return Math.max(0, drive - 1 + 0.1 * value);
  });
  return representation({
    activity,
    units: UNITS,
    factors: drawn.map((values, f) => factorFromNumbers(`factor ${f}`, values)),
  });
}

/** Processor seconds, and what came of them. */
function timed<Value>(work: () => Value): { seconds: number; value: Value } {
  const start = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(start);
  return { seconds: (user + system) / 1e6, value };
}

function everyScore(code: Representation): ReadonlyMap<string, number> {
  const spent = new Map<string, number>();
  for (const [name, entry] of Object.entries(metrics)) {
    const { seconds, value } = timed(() => {
      try {
        return entry.measure(code, {}, key(4)).score.toFixed(4);
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    });
    spent.set(name, seconds);
    console.log(`${name.padEnd(24)} ${seconds.toFixed(3)} s  ${value}`);
  }
  console.log(`${"all".padEnd(24)} ${[...spent.values()].reduce((a, b) => a + b).toFixed(2)} s`);
  return spent;
}

/** What a peer prints of rows of all units, then of these factors; undefined, with the reason printed, where it does not run. */
function askPeer(script: string, code: Representation, factors: number, more: readonly string[] = []): unknown {
  const folder = mkdtempSync(join(tmpdir(), "purecell-bench-"));
  const file = join(folder, "table.f64");
  const width = UNITS + factors;
  const rows = Float64Array.from({ length: SAMPLES * width }, (_, at) => {
    const [i, j] = [Math.floor(at / width), at % width];
    return j < UNITS ? code.activity[i * UNITS + j] : code.factors[j - UNITS].values[i];
  });
  writeFileSync(file, rows);
  const args = [join(import.meta.dirname, script), file, String(SAMPLES), String(UNITS), ...more];
  const env = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
  const { status, stdout, stderr } = spawnSync(process.env.PYTHON ?? "python3", args, { encoding: "utf8", env });
  rmSync(folder, { recursive: true });
  if (status === 0) return JSON.parse(stdout);
  console.log(`scikit-learn was not timed: ${stderr.trim().split("\n").at(-1)}`);
  return undefined;
}

interface PeerTrees {
  readonly exact: number;
  readonly exactAccuracy: number;
  readonly importances: readonly number[];
  readonly histogram: number;
  readonly histogramAccuracy: number;
}

const isPeerTrees = (value: unknown): value is PeerTrees =>
  typeof value === "object" && value !== null && "exact" in value && "histogramAccuracy" in value;

function boostedTrees(code: Representation): void {
  const [factor] = code.factors;
  const labels = { values: Uint16Array.from(factor.values), levels: LEVELS[0] };
  const { seconds, value } = timed(() => boostClassification(code.activity, UNITS, labels, {}, key(5)));
  const right = likeliestClass(value.fitted).filter((label, i) => label === labels.values[i]).length / SAMPLES;
  console.log(`boosted trees, 10 classes: ${seconds.toFixed(2)} s, accuracy ${right.toFixed(4)}`);
  const peer = askPeer("peerTrees.py", code, 1);
  if (!isPeerTrees(peer)) return;
  const { exact, exactAccuracy, importances, histogram, histogramAccuracy } = peer;
  const apart = Math.max(...value.importances.map((share, unit) => Math.abs(share - importances[unit])));
  const beside = (name: string, its: number, accuracy: number) =>
    console.log(
      `${name}: ${its.toFixed(2)} s (${(its / seconds).toFixed(1)} times ours), accuracy ${accuracy.toFixed(4)}`,
    );
  beside("scikit-learn, gradient boosting", exact, exactAccuracy);
  beside("scikit-learn, histogram gradient boosting", histogram, histogramAccuracy);
  console.log(`largest difference of an importance from gradient boosting: ${apart.toFixed(4)}`);
}

/** The fits alone, on as many rows as the scores fit on; ours also score. */
function fitsOfPeer(code: Representation, ours: ReadonlyMap<string, number>): void {
  const share = String(holdOutDefaults.trainFraction);
  const peer = askPeer("peerScores.py", code, LEVELS.length, [String(LEVELS.length), share]);
  for (const [name, its] of Object.entries(peer ?? {})) {
    const own = ours.get(name) ?? Number.NaN;
    console.log(`${name}, scikit-learn: ${its.toFixed(2)} s (${(its / own).toFixed(1)} times ours)`);
  }
}

console.log(`${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}, load ${loadavg()[0].toFixed(1)}`);
const code = mixedCode();
const alone = process.argv[2] === "scores";
if (!alone) boostedTrees(code);
const spent = everyScore(code);
if (!alone) fitsOfPeer(code, spent);
