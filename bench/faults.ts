/**
 * A full disk, a read-only one, too few file handles, too little memory: each command must end with one sentence and the documented
 * exit code (or get by), and once the fault is gone the same command must give the bytes of an undisturbed one.
 * Linux, as root (it mounts small tmpfs): `npm run build && node --import tsx bench/faults.ts [COMMAND ...]`.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as product from "./pressure/product.js";

const COMMANDS = new Map([
  ["run", product.FIG2],
  ["measure", product.MEASURE],
  ["cells", product.CELLS],
  ["predict", product.PREDICT],
]);

interface Fault {
  readonly name: string;
  /** Documented for it; a command that gets by ends with 0. */
  readonly code: number;
  readonly sentence: RegExp;
  /** Shell that sets limits. */
  readonly limits?: string;
  /** Options of the tmpfs on which the command writes. */
  readonly disk?: string;
}

const fullDisk = (size: string): Fault => ({
  name: `disk of ${size}`,
  disk: `size=${size}`,
  code: 4,
  sentence: /disk is full/,
});
const handles = (count: number): Fault => ({
  name: `${count} file handles`,
  limits: `ulimit -n ${count}`,
  code: 4,
  sentence: /too many files are open/,
});
const memory = (gigabytes: number): Fault => ({
  name: `${gigabytes} GB of addresses`,
  limits: `ulimit -v ${gigabytes * 1e6}`,
  code: 4,
  sentence: /memory/,
});
const FAULTS: readonly Fault[] = [
  ...["16k", "64k", "200k", "400k"].map(fullDisk),
  { name: "read-only disk", disk: "size=10m,ro", code: 3, sentence: /read-only/ },
  { name: "files of 20 kB at most", limits: "ulimit -f 20", code: 4, sentence: /larger than/ },
  ...[20, 40, 64].map(handles),
  ...[1, 1.5, 2, 3].map(memory),
];

const mount = (...args: readonly string[]): void => void execFileSync("mount", args);

/** What came of a command under a fault; `afterwards` names the files that differ once it has run again without. */
interface Suffered {
  readonly code: number | null;
  readonly err: string;
  readonly afterwards: readonly string[];
}

async function suffer(args: readonly string[], fault: Fault, whole: ReadonlyMap<string, string>): Promise<Suffered> {
  const folder = mkdtempSync(join(tmpdir(), "purecell-faults-"));
  const written = join(folder, args[args.length - 1]);
  await product.writeInputs(folder);
  if (fault.disk !== undefined) {
    mkdirSync(written);
    mount("-t", "tmpfs", "-o", fault.disk, "tmpfs", written);
  }
  try {
    const { code, signal, err } = await product.start(args, folder, { limits: fault.limits ?? "" }).ended;
    if (fault.disk !== undefined) mount("-o", "remount,rw,size=64m", written);
    const again = await product.start(args, folder).ended;
    const left = product.leftovers(folder);
    const afterwards = [...product.differing(product.contents(folder), whole), ...left];
    return { code, err: `${signal ?? ""}${err}`, afterwards: again.code === 0 ? afterwards : [`exit ${again.code}`] };
  } finally {
    if (fault.disk !== undefined) execFileSync("umount", [written]);
    rmSync(folder, { recursive: true });
  }
}

async function undisturbed(args: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), "purecell-whole-"));
  await product.writeInputs(folder);
  await product.start(args, folder).ended;
  const files = product.contents(folder);
  rmSync(folder, { recursive: true });
  return files;
}

/** The error without live progress; a stack, or none at all, is a fault of the product. */
function sentenceOf(err: string): string {
  const at = err.lastIndexOf("error: ");
  return at < 0 ? err.trim().slice(-200) : err.slice(at).trim();
}

const isClear = ({ code, sentence }: Fault, suffered: Suffered): boolean =>
  suffered.code === 0 ||
  (suffered.code === code && sentence.test(suffered.err) && !/\n +at |bug in purecell/.test(suffered.err));

const asked = process.argv.slice(2);
console.log("| command | fault | exit code | as documented | afterwards | said |");
console.log(`|${"---|".repeat(6)}`);
for (const [name, args] of [...COMMANDS].filter(([name]) => asked.length === 0 || asked.includes(name))) {
  const whole = await undisturbed(args);
  for (const fault of FAULTS) {
    const suffered = await suffer(args, fault, whole);
    const clear = isClear(fault, suffered);
    const said = suffered.code === 0 ? "" : sentenceOf(suffered.err).replaceAll("\n", " ").slice(0, 240);
    const afterwards = suffered.afterwards.length === 0 ? "same bytes" : suffered.afterwards.join(" ");
    console.log(
      `| ${[name, fault.name, suffered.code ?? "signal", clear ? "yes" : "NO", afterwards, said].join(" | ")} |`,
    );
    if (!clear || suffered.afterwards.length > 0) process.exitCode = 1;
  }
}
