/**
 * SIGKILL at keyed moments, then the same command again: everything computed must have the bytes of a run that nothing disturbed,
 * and at no moment may a finished file be half written. A moment is a share of the processor time of the undisturbed run, so that a
 * busy machine changes nothing; it is read from /proc, hence Linux only. Up to three kills to a trial.
 *
 * `npm run build && node --import tsx bench/kills.ts [MINUTES] [FLOW ...]`: 100 kills over seven flows, no trial begun after MINUTES.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fold, key, uniformStream } from "../src/math/random.js";
import * as product from "./pressure/product.js";

interface Flow {
  readonly name: string;
  readonly args: readonly string[];
  readonly kills: number;
  /** Flags of an earlier command whose results in the same folder are to be replaced. */
  readonly over?: readonly string[];
}

const SMALL = "--set evaluationSamples=300 --set samples=1000";
const FLOWS: readonly Flow[] = [
  { name: "fig1", args: product.FIG1, kills: 12 },
  { name: "fig2", args: product.FIG2, kills: 22 },
  { name: "fig4-linear", args: product.training(`fig4-linear --quick --set updates=300 ${SMALL}`), kills: 15 },
  { name: "what-where", args: product.training("what-where --quick --set updates=200"), kills: 15 },
  { name: "measure", args: product.MEASURE, kills: 12, over: ["--seed", "1"] },
  { name: "cells", args: product.CELLS, kills: 12, over: ["--seed", "1"] },
  { name: "reproduce", args: "reproduce fig1 what-where --quick --runs runs".split(" "), kills: 12 },
];
const KILLS_PER_TRIAL = 3;
const TICKS_PER_SECOND = 100;

/** Seconds of processor time that a process has had; infinite once it is gone. Fields 14 and 15 of stat, proc(5). */
function processorTime(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** Calls `look` with the processor time that the command has used, until it has ended. */
async function watch(args: readonly string[], folder: string, look: (seconds: number, group: number) => void) {
  const { process: child, ended } = product.start(args, folder);
  const { pid } = child;
  if (pid === undefined) return ended;
  const over = ended.then(() => true);
  while (!(await Promise.race([over, wait(5, false)]))) look(processorTime(pid), -pid);
  return ended;
}

/** False where the command ended before it had used so much processor time. */
async function killedAt(moment: number, args: readonly string[], folder: string): Promise<boolean> {
  const ended = await watch(args, folder, (seconds, group) => {
    if (seconds >= moment && Number.isFinite(seconds)) process.kill(group, "SIGKILL");
  });
  return ended.signal === "SIGKILL";
}

interface Reference {
  readonly code: number | null;
  /** Of processor time. */
  readonly seconds: number;
  readonly files: ReadonlyMap<string, string>;
  readonly reports: ReadonlyMap<string, ReadonlySet<string>>;
  /** What every trial begins with. */
  readonly before: string;
  readonly earlier: ReadonlyMap<string, string>;
}

/** The flow without a kill, in a folder of its own beneath `home`. */
async function undisturbed({ args, over }: Flow, home: string): Promise<Reference> {
  const [before, folder] = ["before", "undisturbed"].map((name) => join(home, name));
  mkdirSync(before);
  await product.writeInputs(before);
  if (over) await product.start([...args, ...over], before).ended;
  cpSync(before, folder, { recursive: true });
  let seconds = 0;
  const { code } = await watch(args, folder, (used) => {
    if (Number.isFinite(used)) seconds = used;
  });
  const { values: reports } = product.reports(folder);
  return { code, seconds, files: product.contents(folder), reports, before, earlier: product.contents(before) };
}

/** What went wrong, by kind; all empty where nothing did. */
interface Faults {
  /** Finished files that a kill left neither as they were nor as they should become. */
  readonly torn: string[];
  readonly differing: string[];
  readonly leftBehind: string[];
  /** Reports of a training that cannot be read, or say two things of one update. */
  readonly reports: string[];
  readonly codes: string[];
}

function findTorn(folder: string, { files, earlier }: Reference): string[] {
  const found = [...product.contents(folder)];
  return found.filter(([file, sum]) => sum !== files.get(file) && sum !== earlier.get(file)).map(([file]) => file);
}

function findContradictions(folder: string, expected: Reference["reports"]): string[] {
  const { values, broken } = product.reports(folder);
  const twice = [...values].filter(([at, said]) => new Set([...said, ...(expected.get(at) ?? [])]).size > 1);
  return [...twice.map(([at]) => at), ...Array.from({ length: broken }, () => "a broken line")];
}

/** Kills the flow at each of the moments while it still runs, then lets it end. Resolves to the number of kills. */
async function trial(flow: Flow, moments: readonly number[], reference: Reference, faults: Faults): Promise<number> {
  const folder = join(reference.before, "../trial");
  cpSync(reference.before, folder, { recursive: true });
  let kills = 0;
  for (const moment of moments) {
    if (!(await killedAt(moment * reference.seconds, flow.args, folder))) break;
    kills++;
    faults.torn.push(...findTorn(folder, reference));
  }
  const { code, err } = await product.start(flow.args, folder).ended;
  if (code !== reference.code) faults.codes.push(`${code}: ${err.slice(-300)}`);
  faults.differing.push(...product.differing(product.contents(folder), reference.files));
  faults.leftBehind.push(...product.leftovers(folder));
  faults.reports.push(...findContradictions(folder, reference.reports));
  rmSync(folder, { recursive: true });
  return kills;
}

/** False where something went wrong. */
async function torment(flow: Flow, deadline: number): Promise<boolean> {
  const home = mkdtempSync(join(tmpdir(), "purecell-kills-"));
  const next = uniformStream(fold(key(19), flow.name));
  const faults: Faults = { torn: [], differing: [], leftBehind: [], reports: [], codes: [] };
  const reference = await undisturbed(flow, home);
  let [kills, trials] = [0, 0];
  while (kills < flow.kills && Date.now() < deadline) {
    const moments = Array.from({ length: Math.min(KILLS_PER_TRIAL, flow.kills - kills) }, next);
    kills += await trial(flow, moments, reference, faults);
    trials++;
  }
  const kinds = Object.entries<readonly string[]>({ ...faults });
  const cells = [
    flow.name,
    kills,
    trials,
    reference.seconds.toFixed(1),
    reference.files.size,
    ...kinds.map(([, found]) => found.length),
  ];
  console.log(`| ${cells.join(" | ")} |`);
  for (const [kind, found] of kinds) for (const one of new Set(found)) console.error(`${flow.name}: ${kind}: ${one}`);
  rmSync(home, { recursive: true });
  return kinds.every(([, found]) => found.length === 0);
}

const [minutes = "60", ...names] = process.argv.slice(2);
const deadline = Date.now() + 60_000 * Number(minutes);
console.log(
  "| flow | kills | trials | processor time, s | files compared | torn | differing | left behind | reports | exit codes |",
);
console.log(`|${"---|".repeat(10)}`);
for (const flow of FLOWS.filter(({ name }) => names.length === 0 || names.includes(name))) {
  if (!(await torment(flow, deadline))) process.exitCode = 1;
}
