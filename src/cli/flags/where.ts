/** Where jobs are carried out. */
import { UsageError } from "../../math/errors.js";
import type { SlurmOptions } from "../../runs/batches/slurmOptions.js";
import { type Flags, type FlagValues, given, typedName } from "./flag.js";
import { number, oneOf, positive, text, wholeNumber } from "./readers.js";

const group = "Where";

/** What Slurm is asked for: the names of `purecell.slurm.json`. */
const slurm = {
  partition: { group, argument: "<name>", value: text, help: "of Slurm" },
  account: { group, argument: "<name>", value: text, help: "of Slurm" },
  time: { group, argument: "<time>", value: text, help: "limit of a bundle, as Slurm writes it: 4:00:00" },
  memory: { group, argument: "<size>", value: text, help: "of a bundle, as Slurm writes it: 4G" },
  throttle: {
    group,
    argument: "<n>",
    value: wholeNumber({ least: 1 }),
    help: "bundles that Slurm may run at the same time",
  },
  bundle: {
    group,
    argument: "<minutes>",
    value: positive(),
    otherwise: "30",
    help: "expected length of a bundle of jobs on Slurm; longer jobs are one each",
  },
  checkpoint: {
    group,
    argument: "<s>",
    value: number({ unit: " s" }),
    otherwise: "60",
    help: "seconds between saved states on Slurm: what a lost node costs",
  },
  options: {
    group,
    argument: "<option>",
    value: text,
    repeated: true,
    help: 'one more option of sbatch, e.g. "--gres=gpu:1"; may be repeated',
  },
} as const satisfies Flags;

export const where = {
  on: {
    group,
    argument: "<place>",
    value: oneOf(["local", "slurm", "files"]),
    fallback: "local",
    help: "where jobs run: local, slurm, or files: compute nothing and judge what is there",
  },
  workers: {
    group,
    argument: "<n>",
    value: wholeNumber({ least: 1, most: 10_000 }),
    help: "jobs side by side here, as --jobs; on Slurm bundles at the same time, as --throttle",
  },
  ...slurm,
} as const satisfies Flags;

export type WhereFlags = FlagValues<typeof where>;

/** Where the jobs of a command run. */
export type Where =
  | { readonly kind: "local"; readonly lanes: number }
  | { readonly kind: "files" }
  /** What flags asked for; the file of options stands beneath. */
  | { readonly kind: "slurm"; readonly asked: SlurmOptions };

/** `jobs`: as typed. Throws UsageError for flags that contradict each other. */
export function whereFrom(flags: WhereFlags & { readonly jobs: number | undefined }, cores: number): Where {
  const { on, workers, jobs, throttle, options } = flags;
  if (on === "files") return { kind: "files" };
  if (on === "local") {
    const name = Object.keys(slurm).find((flag) => isGiven(flags, flag));
    if (name !== undefined) throw new UsageError(`${typedName(name)} is for Slurm; add --on slurm.`);
    if (jobs !== undefined && workers !== undefined) throw contradiction("--jobs");
    return { kind: "local", lanes: jobs ?? workers ?? cores };
  }
  if (throttle !== undefined && workers !== undefined) throw contradiction("--throttle");
  const { partition, account, time, memory, bundle, checkpoint } = flags;
  const asked = { partition, account, time, memory, throttle: throttle ?? workers, bundle, checkpoint, jobs };
  return { kind: "slurm", asked: { ...given(asked), ...(options.length > 0 && { options: [...options] }) } };
}

function isGiven(flags: object, name: string): boolean {
  const value = new Map<string, unknown>(Object.entries(flags)).get(name);
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}

const contradiction = (flag: string) => new UsageError(`--workers and ${flag} mean the same; give one of them.`);
