/**
 * Damaged files by the hundred thousand, over every reader, under a watchdog:
 *
 *     npx tsx bench/fuzz.ts FOLDER [FILES] [SECONDS] [FORMAT,FORMAT]
 *
 * The readers run in a process of their own, so that whatever becomes of it (an abort, a loop without end, memory without bounds)
 * is seen and counted. FOLDER keeps what has been counted: the same command goes on where it stopped. File n is always the
 * same bytes.
 */
import { fork } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Contents, contentsOf, damaged, type Outcome, outcomeOf, type Seed, seeds } from "./fuzzFiles.js";

const [folder = "fuzz", files = "100000", seconds = "Infinity", only, from] = process.argv.slice(2);

/** Longer than this without a word and the reader is taken for hung, in seconds by the clock. */
const HUNG = 300;
/** Of the processor's time, and of memory in MB: more of either is a fault. */
const SLOW = 10;
const LARGE = 1000;
/** A process reads so many files and is followed by a fresh one, whose memory is its own. */
const FILES_EACH = 1000;
const SAVED_EACH = 100;
/** What has been counted so far. */
const PLACE = join(folder, "state.json");

interface Report {
  /** Number of the file. */
  readonly at: number;
  readonly done?: {
    readonly outcome: Outcome;
    readonly error?: string;
    readonly seconds: number;
    readonly megabytes: number;
  };
}

/** Files of the chosen formats take turns; file n is the `n / length`-th damage of the `n % length`-th of them. */
const chosen = seeds().filter(({ format }) => only === undefined || only.split(",").includes(format));
const seedOf = (at: number): Seed => chosen[at % chosen.length];

if (process.send) await readFiles(Number(from), process.send.bind(process));
else await watch();

async function readFiles(first: number, send: (report: Report) => void): Promise<void> {
  const sound = new Map<Seed, Contents>();
  for (const seed of chosen) {
    const path = join(folder, seed.name);
    writeFileSync(path, seed.bytes);
    sound.set(seed, await contentsOf(path, seed.format));
  }
  for (let at = first; at < Math.min(Number(files), first + FILES_EACH); at++) {
    const seed = seedOf(at);
    const path = join(folder, `damaged-${seed.name}`);
    writeFileSync(path, damaged(seed.bytes, Math.floor(at / chosen.length)));
    send({ at });
    const before = process.cpuUsage();
    const result = await outcomeOf(path, seed.format, sound.get(seed) ?? new Map());
    const { user, system } = process.cpuUsage(before);
    const megabytes = process.resourceUsage().maxRSS / 1000;
    send({ at, done: { ...result, seconds: (user + system) / 1e6, megabytes } });
    if (megabytes > LARGE) break;
  }
  process.exit();
}

type Tally = Record<string, Record<string, number>>;

interface State {
  next: number;
  tally: Tally;
  slowest: number;
  largest: number;
}

async function watch(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const state: State = existsSync(PLACE)
    ? JSON.parse(readFileSync(PLACE, "utf8"))
    : { next: 0, tally: {}, slowest: 0, largest: 0 };
  const end = performance.now() + 1000 * Number(seconds);
  while (state.next < Number(files) && performance.now() < end) {
    await oneProcess(state, end);
    save(state);
  }
  print(state);
}

function save(state: State): void {
  writeFileSync(PLACE, JSON.stringify(state));
}

/** Ends with the process, however that ends. */
function oneProcess(state: State, end: number): Promise<void> {
  const child = fork(
    process.argv[1],
    [folder, files, seconds, only ?? chosen.map(({ format }) => format).join(), String(state.next)],
    {
      execArgv: process.execArgv,
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    },
  );
  let [heard, reading, isHung] = [performance.now(), -1, false];
  const timer = setInterval(() => {
    isHung = performance.now() - heard > 1000 * HUNG;
    if (isHung) child.kill("SIGKILL");
    if (performance.now() > end) child.kill();
  }, 500);
  child.on("message", ({ at, done }: Report) => {
    heard = performance.now();
    reading = at;
    if (!done) return;
    state.next = at + 1;
    count(state, at, done);
    if (state.next % SAVED_EACH === 0) save(state);
  });
  return new Promise((resolve) => {
    child.on("exit", (code, signal) => {
      clearInterval(timer);
      if (reading >= state.next && (isHung || performance.now() < end)) {
        fault(state, reading, isHung ? "hung" : "aborted", `code ${code}, signal ${signal}`);
        state.next = reading + 1;
      }
      resolve();
    });
  });
}

function count(state: State, at: number, done: NonNullable<Report["done"]>): void {
  const { outcome, error, seconds: taken, megabytes } = done;
  add(state, at, outcome);
  add(state, at, "files");
  state.slowest = Math.max(state.slowest, taken);
  state.largest = Math.max(state.largest, megabytes);
  if (outcome === "another error") fault(state, at, "errors", error ?? "");
  if (outcome === "other values" && seedOf(at).isSummed) fault(state, at, "unseen", "");
  if (taken > SLOW) fault(state, at, "over 10 s", `${taken} s`);
  if (megabytes > LARGE) fault(state, at, "over 1 GB", `${megabytes} MB`);
}

function add({ tally }: State, at: number, what: string): void {
  const { format } = seedOf(at);
  const row = tally[format] ?? {};
  tally[format] = row;
  row[what] = (row[what] ?? 0) + 1;
}

function fault(state: State, at: number, what: string, detail: string): void {
  add(state, at, what);
  appendFileSync(join(folder, "faults.jsonl"), `${JSON.stringify({ at, file: seedOf(at).name, what, detail })}\n`);
}

function print({ tally, next, slowest, largest }: State): void {
  const columns = [
    "files",
    "refused",
    "in part",
    "right",
    "other values",
    "unseen",
    "errors",
    "aborted",
    "hung",
    "over 10 s",
    "over 1 GB",
  ];
  console.log(`| format | ${columns.join(" | ")} |\n|---|${columns.map(() => "---|").join("")}`);
  const row = (name: string, of: (column: string) => number) =>
    console.log(`| ${name} | ${columns.map((column) => of(column).toLocaleString("en-US")).join(" | ")} |`);
  for (const [format, counts] of Object.entries(tally)) row(format, (column) => counts[column] ?? 0);
  row("all", (column) => Object.values(tally).reduce((sum, counts) => sum + (counts[column] ?? 0), 0));
  console.log(`${next} files; longest ${slowest.toFixed(1)} s of the processor, most memory ${Math.round(largest)} MB`);
}
