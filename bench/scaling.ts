/**
 * What further threads bring `measure` or `cells` and what memory they take: the clock, the processor's time and the largest resident
 * memory of one command with --workers 1, 2, 4, and whether the answer has the same bytes.
 * Run: npm run build && node --import tsx bench/scaling.ts measure|cells FILE... [options of the command]
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { availableParallelism, loadavg } from "node:os";
import { fileURLToPath } from "node:url";

const [command, ...typed] = process.argv.slice(2);
if (typed.length === 0) {
  throw new Error(
    "measure or cells, and which files? bench/plantedRecordings.ts and bench/plantedSessions.ts make some",
  );
}
const program = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
/** Milliseconds between looks at the process; what it does after the last one is not seen. */
const LOOK = 50;
/** Of the processor's clock in /proc, a second. */
const TICKS = 100;

interface Look {
  /** Seconds of the processor, in all threads. */
  readonly processor: number;
  /** Largest resident memory so far, MB. */
  readonly memory: number;
}

/** Undefined once the process has ended. */
async function lookAt(id: number): Promise<Look | undefined> {
  try {
    const [stat, status] = await Promise.all([
      readFile(`/proc/${id}/stat`, "utf8"),
      readFile(`/proc/${id}/status`, "utf8"),
    ]);
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const peak = status.match(/VmHWM:\s+(\d+) kB/)?.[1];
    return peak === undefined
      ? undefined
      : { processor: (Number(fields[11]) + Number(fields[12])) / TICKS, memory: Number(peak) / 1024 };
  } catch {
    return undefined;
  }
}

async function measured(workers: number) {
  const begun = performance.now();
  const child = spawn(process.execPath, [program, command, ...typed, "--json", "--workers", String(workers)], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const hash = createHash("sha256");
  child.stdout.on("data", (bytes: Buffer) => hash.update(bytes));
  let last: Look = { processor: 0, memory: 0 };
  const watch = setInterval(async () => {
    const look = child.pid === undefined ? undefined : await lookAt(child.pid);
    last = look ?? last;
  }, LOOK);
  const [code] = await once(child, "close");
  clearInterval(watch);
  return { ...last, code, clock: (performance.now() - begun) / 1000, bytes: hash.digest("hex").slice(0, 12) };
}

console.log(
  `${availableParallelism()} cores, load average before ${loadavg()
    .map((each) => each.toFixed(1))
    .join(" ")}\n`,
);
console.log(
  "| workers | clock, s | processor, s | most memory, MB | SHA-256 of the answer |\n| --- | --- | --- | --- | --- |",
);
for (const workers of [1, 2, 4]) {
  const { clock, processor, memory, code, bytes } = await measured(workers);
  if (code !== 0) throw new Error(`${command} ended with ${code}`);
  console.log(`| ${workers} | ${clock.toFixed(1)} | ${processor.toFixed(1)} | ${memory.toFixed(0)} | ${bytes} |`);
}
