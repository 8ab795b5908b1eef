/** The built command line as a process of its own, and what it leaves behind. Shared by `bench/kills.ts` and `bench/faults.ts`. */
import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { writeNpz } from "../../src/io/index.js";
import { fold, key, normal, uniform } from "../../src/math/random.js";
import { placeCell } from "../../src/tasks/space/simulatedCells.js";
import { plantedSpikes, ratSession } from "../../test/support/ratSession.js";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const words = (line: string): readonly string[] => line.split(" ");
/** `purecell run`, of an experiment with its flags. */
export const training = (line: string): readonly string[] => words(`run ${line} --runs runs`);

export const FIG1 = training("fig1 --quick");
/** A linear network in its five arms, each with checkpoints. */
export const FIG2 = training(
  "fig2 --quick --set updates=400 --set evaluationSamples=300 --set samples=1000 --set code=16",
);
export const MEASURE = words("measure rates.npz --null 20 --intervals 20 --selectivity 19 --out out");
export const CELLS = words("cells session.npz --units m --shifts 20 --field-shuffles 20 --out out");
export const PREDICT = words("predict factors.csv --out out");

/** Puts the files that `MEASURE`, `CELLS` and `PREDICT` read into `folder`. */
export async function writeInputs(folder: string): Promise<void> {
  const drawn = key(19);
  const factors = uniform(fold(drawn, "factors"), 600);
  const noise = normal(fold(drawn, "noise"), 600);
  const activity = factors.map((value, at) => value + 0.1 * noise[at]);
  const shape = [300, 2];
  const rates = writeNpz({ activity: { shape, data: activity }, factors: { shape, data: factors } });
  const points = Array.from({ length: 40 }, (_, row) => `${factors[2 * row]},${factors[2 * row + 1]}`);
  writeFileSync(join(folder, "rates.npz"), rates);
  writeFileSync(join(folder, "factors.csv"), `a,b\n${points.join("\n")}\n`);
  writeFileSync(join(folder, "session.npz"), await foraging());
}

/** Ten minutes of a rat, and two place cells planted on its path. */
async function foraging(): Promise<Uint8Array> {
  const rat = await ratSession();
  const spikes = [0.3, 0.7].map((at, cell) =>
    plantedSpikes(
      placeCell({ x: at, y: at }, 0.15, { peak: 15, background: 0.5 }),
      rat,
      { x: 0, y: 0 },
      fold(key(6), cell),
    ),
  );
  const column = (data: Float64Array) => ({ shape: [data.length], data });
  const path = { t: column(rat.t), x: column(rat.x), y: column(rat.y) };
  return writeNpz({ ...path, spikes_0: column(spikes[0]), spikes_1: column(spikes[1]) });
}

export interface Ended {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly err: string;
}

export interface Product {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

export interface Surroundings {
  /** Lines of shell that set limits. */
  readonly limits?: string;
  /** Path of the Node to take; by default that of this process. */
  readonly node?: string;
}

/** Starts `purecell ...args` in `folder`, in a process group of its own. */
export function start(args: readonly string[], folder: string, surroundings: Surroundings = {}): Product {
  const { limits = "", node = process.execPath } = surroundings;
  const command = ["-c", `${limits}\nexec "$@"`, "bash", node, MAIN, ...args];
  const child = spawn("bash", command, { cwd: folder, detached: true, stdio: ["ignore", "ignore", "pipe"] });
  let err = "";
  child.stderr?.setEncoding("utf8").on("data", (part: string) => {
    err += part;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject).once("close", (code, signal) => resolve({ code, signal, err }));
  });
  return { process: child, ended };
}

/** Differ between any two runs: times, process numbers, and how many updates a report covers. */
const OF_THE_MOMENT = ["log", "provenance.json", "metrics.jsonl", "lock"];

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();

/** Of a killed process: temporary files, locks, checkpoints. None may outlive the command that goes on. */
export const leftovers = (folder: string): string[] =>
  filesIn(folder).filter((file) => /\.tmp$|\.checkpoint\.|(^|\/)lock$/.test(file));

/** Checksum of every finished file in `folder`, by name. */
export function contents(folder: string): ReadonlyMap<string, string> {
  const passing = new Set(leftovers(folder));
  const files = filesIn(folder).filter((file) => !passing.has(file) && !OF_THE_MOMENT.includes(basename(file)));
  return new Map(files.map((file) => [file, checksum(join(folder, file))]));
}

const checksum = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

/** Names of the files that only one of the two has, or that differ. */
export const differing = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string[] =>
  [...new Set([...a.keys(), ...b.keys()])].filter((file) => a.get(file) !== b.get(file));

/** Every report of a training, by run, job and update; `broken` counts lines that cannot be read. */
export function reports(folder: string): {
  readonly values: ReadonlyMap<string, Set<string>>;
  readonly broken: number;
} {
  const values = new Map<string, Set<string>>();
  let broken = 0;
  for (const file of filesIn(folder).filter((name) => basename(name) === "metrics.jsonl")) {
    for (const line of readFileSync(join(folder, file), "utf8").split("\n").filter(Boolean)) {
      try {
        const { job, done, metrics }: Record<string, unknown> = JSON.parse(line);
        const at = `${file} ${job} ${done}`;
        values.set(at, (values.get(at) ?? new Set()).add(JSON.stringify(metrics)));
      } catch {
        broken++;
      }
    }
  }
  return { values, broken };
}
