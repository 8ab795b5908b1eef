/**
 * Processor time of a training step by engine: wasm, native, and the peers of bench/peers.sh, each on one thread, by turns within one
 * run so that all meet the same disturbances. The least of all rounds counts: other work on the machine only adds to it.
 * Run: PYTHON=FOLDER/bin/python node --import tsx bench/engines.ts [round count] ["workers", or names of workloads: these alone];
 * PEERS=jax,eager leaves the others out.
 */
import { once } from "node:events";
import { availableParallelism, loadavg } from "node:os";
import { Worker } from "node:worker_threads";
import { compileNative } from "../src/engine/native/index.node.js";
import { costOf } from "./cost.js";
import { type Engine, native, PEER_KINDS, type Peer, peer, type Spent, type Started, wasm } from "./peers.js";
import { Trainee, type Workload, workloads } from "./workloads.js";

const ROUNDS = Number(process.argv[2] ?? 7);
/** Milliseconds of the processor that each engine works in each round. */
const TURN = 120;
/** Milliseconds of a step from which one round is enough. */
const SLOW = 1000;
/** Rows and columns of the matrices whose product gives the peak of this core; as in peer.py. */
const SIDE = 1024;
/** Of each training in a worker thread, in each round. */
const WORKER_STEPS = 3000;

const least = (spent: readonly Spent[]): number => Math.min(...spent.map(({ processor }) => processor));

const load = (): string =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(" ");

interface Row {
  readonly workload: string;
  /** Milliseconds of the processor per step, by engine. */
  readonly milliseconds: ReadonlyMap<string, number>;
  /** Seconds of the clock to the end of the first step, by engine. */
  readonly startUp: ReadonlyMap<string, number>;
  /** Milliseconds that no step on this core can do without. */
  readonly limit: number | undefined;
}

interface Entrant extends Started {
  readonly name: string;
  readonly steps: number;
  readonly spent: Spent[];
}

async function enter(engine: Engine, id: string, workload: Workload): Promise<Entrant | undefined> {
  const started = await engine.start(id, workload);
  if (!started) return undefined;
  const first = await started.turn(2);
  return { ...started, name: engine.name, steps: Math.max(1, Math.round(TURN / first.processor)), spent: [] };
}

/** Times what bounds a step: a large product for its arithmetic, and two sums a + 3 b as long as the parameters for its memory. */
function limitOf(judge: Peer, parameters: number, operations: number) {
  const [products, sums]: [Spent[], Spent[]] = [[], []];
  return {
    async round() {
      products.push(await judge.turn("product", 4));
      sums.push(await judge.turn(`triad${parameters}`, Math.ceil(2e6 / parameters)));
    },
    milliseconds: () => Math.max((operations / (2 * SIDE ** 3)) * least(products), 2 * least(sums)),
  };
}

async function measure(id: string, workload: Workload, engines: readonly Engine[], judge?: Peer): Promise<Row> {
  const { operations, parameters } = await costOf(workload);
  const limit = judge && limitOf(judge, parameters, operations);
  const entrants: Entrant[] = [];
  for (const engine of engines) {
    const entrant = await enter(engine, id, workload);
    if (entrant) entrants.push(entrant);
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const { turn, steps, spent } of entrants) {
      if (spent.length === 0 || least(spent) < SLOW) spent.push(await turn(steps));
    }
    await limit?.round();
  }
  for (const { stop } of entrants) stop?.();
  return {
    workload: workload.name,
    milliseconds: new Map(entrants.map(({ name, spent }) => [name, least(spent)])),
    startUp: new Map(entrants.map(({ name, startUp = 0 }) => [name, startUp / 1000])),
    limit: limit?.milliseconds(),
  };
}

const digits = (value: number | undefined): string => (value === undefined ? "-" : value.toPrecision(3));

function printRow(cells: readonly string[]): void {
  console.log(`| ${cells.join(" | ")} |`);
}

function printHead(cells: readonly string[]): void {
  printRow(cells);
  printRow(cells.map(() => "---"));
}

function cellsOf(row: Row, names: readonly string[], peers: readonly string[]): string[] {
  const times = (some: readonly string[]) => some.flatMap((name) => row.milliseconds.get(name) ?? []);
  const [own, foreign] = [Math.min(...times(["native", "wasm"])), Math.min(...times(peers))];
  const ratio = Number.isFinite(foreign) ? (own / foreign).toFixed(2) : "-";
  const share = row.limit === undefined ? "-" : `${((100 * row.limit) / own).toFixed(0)} %`;
  return [row.workload, ...names.map((name) => digits(row.milliseconds.get(name))), ratio, share];
}

function print(rows: readonly Row[], names: readonly string[], peers: readonly string[]): void {
  console.log(`\nms of the processor per step, least of ${ROUNDS} rounds. Load average ${load()}\n`);
  printHead(["workload", ...names, "ours / best peer", "of the physical limit"]);
  for (const row of rows) printRow(cellsOf(row, names, peers));
  console.log("\ns of the clock from the step function to the end of its first step\n");
  printHead(["workload", ...names]);
  for (const { workload, startUp } of rows) printRow([workload, ...names.map((name) => digits(startUp.get(name)))]);
}

/** Growth of resident memory, MB, over `steps` steps in calls of 100. */
async function printGrowth(steps: number): Promise<void> {
  const trainee = await Trainee.compile(workloads.linear, compileNative);
  const train = async (count: number) => {
    for (let done = 0; done < count; done += 100) await trainee.train(100);
    return process.memoryUsage().rss / 2 ** 20;
  };
  const before = await train(1000);
  const growth = (await train(steps)) - before;
  trainee.dispose();
  console.log(
    `\nresident memory after ${steps} more native steps: ${growth.toFixed(1)} MB more than ${before.toFixed(0)} MB`,
  );
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];

/** Trainings in worker threads, one or two at a time by turns. */
async function printWorkers(): Promise<void> {
  const start = async () => {
    // Threads start without the loader of TypeScript, so the first thing they do is to register it.
    const entry = JSON.stringify(new URL("worker.ts", import.meta.url).href);
    const program = `import("tsx/esm/api").then(({ register }) => { register(); return import(${entry}); })`;
    const worker = new Worker(program, { eval: true });
    await once(worker, "message");
    const turn = async (steps: number): Promise<number> => {
      worker.postMessage(steps);
      const [milliseconds] = await once(worker, "message");
      return milliseconds;
    };
    return { turn, stop: () => worker.terminate() };
  };
  const [first, second] = [await start(), await start()];
  const [alone, each]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    alone.push(await first.turn(WORKER_STEPS));
    each.push(...(await Promise.all([first.turn(WORKER_STEPS), second.turn(WORKER_STEPS)])));
  }
  await Promise.all([first.stop(), second.stop()]);
  const [one, two] = [median(alone), median(each)];
  console.log(
    `\nfig2 network in worker threads, ms per step: alone ${one.toPrecision(3)}, each of two ${two.toPrecision(3)}; ` +
      `two do ${((2 * one) / two).toFixed(2)} times the work of one on ${availableParallelism()} cores. Load average ${load()}`,
  );
}

console.log(`load average before: ${load()}`);
const named = process.argv.slice(3);
if (named[0] === "workers") {
  await printWorkers();
  process.exit();
}
const kinds = PEER_KINDS.filter((kind) => (process.env.PEERS ?? PEER_KINDS.join()).includes(kind));
const peers = (await Promise.all(kinds.map(peer))).flatMap((found) => found ?? []);
const engines = [wasm, native, ...peers];
const rows: Row[] = [];
for (const [id, workload] of Object.entries(workloads)) {
  if (named.length > 0 && !named.includes(id)) continue;
  rows.push(await measure(id, workload, engines, peers[0]));
  console.error(
    `${cellsOf(
      rows[rows.length - 1],
      engines.map(({ name }) => name),
      peers.map(({ name }) => name),
    )}`,
  );
}
print(
  rows,
  engines.map(({ name }) => name),
  peers.map(({ name }) => name),
);
if (named.length === 0) await printGrowth(20_000);
for (const { end } of peers) end();
