/** Slurm (Yoo, Jette and Grondona 2003), by its own commands. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { InputError } from "../../math/errors.js";
import { errorCode, writeDurably } from "../durable.node.js";
import type { Scheduler, Submission } from "./protocols.js";
import { bundleScript, conclusionScript, type Program } from "./slurmScript.js";

/** Bundles call the `program`. */
export function slurm(program: Program): Scheduler {
  return {
    name: "slurm",
    script: (batch, folder) => bundleScript(batch, folder, program),
    async submit(batch, folder, bundles) {
      await writeDurably(join(folder, "script.sh"), bundleScript(batch, folder, program));
      await writeDurably(join(folder, "judge.sh"), conclusionScript(batch, folder, program));
      const throttle = batch.options.throttle === undefined ? "" : `%${batch.options.throttle}`;
      const array = await sbatch([`--array=${ranges(bundles)}${throttle}`, join(folder, "script.sh")]);
      const judge = await sbatch([`--dependency=afterany:${array}`, join(folder, "judge.sh")]);
      return { scheduler: "slurm", ids: [array, judge] };
    },
    isAlive,
    wasCancelled,
  };
}

/** "0-3,7": what `--array` takes. */
export function ranges(numbers: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = parts.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else parts.push([number, number]);
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(",");
}

/** Bundles that one array may have, by this cluster's configuration; 1000 where it cannot be asked, Slurm's own default. */
export async function mostBundles(): Promise<number> {
  try {
    const [, most] = /^MaxArraySize\s*=\s*(\d+)/m.exec(await called("scontrol", ["show", "config"])) ?? [];
    return Math.max(1, Math.min(Number(most ?? 1001) - 1, 10_000));
  } catch {
    return 1000;
  }
}

async function sbatch(args: readonly string[]): Promise<string> {
  const said = await called("sbatch", ["--parsable", ...args]);
  return said.trim().split(";")[0];
}

async function isAlive({ ids }: Submission): Promise<boolean | undefined> {
  try {
    return (await called("squeue", ["--noheader", `--jobs=${ids.join(",")}`, "--format=%i"])).trim() !== "";
  } catch (error) {
    return error instanceof InputError && /[Ii]nvalid job id/.test(error.message) ? false : undefined;
  }
}

/** Slurm forgets jobs some minutes after their end (MinJobAge); the judge starts before. */
async function wasCancelled({ ids: [array] }: Submission): Promise<boolean> {
  try {
    return /JobState=CANCELLED/.test(await called("scontrol", ["show", "job", array]));
  } catch {
    return false;
  }
}

/** What it prints. Throws InputError with its own words where it refuses. */
async function called(program: string, args: readonly string[]): Promise<string> {
  try {
    return (await promisify(execFile)(program, args)).stdout;
  } catch (cause) {
    if (errorCode(cause) === "ENOENT")
      throw new InputError(`there is no ${program} on this computer: submit where Slurm is, or leave out --on slurm.`, {
        cause,
      });
    const said = cause instanceof Error && "stderr" in cause ? String(cause.stderr).trim() : String(cause);
    throw new InputError(`${program} ${args.join(" ")}\n${said}`, { cause });
  }
}
