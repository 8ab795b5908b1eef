/** What is asked of Slurm, from `purecell.slurm.json` or flags of the same names. */
import * as z from "zod";
import { InputError } from "../../math/errors.js";
import { parseJson } from "../config.js";

const text = z.string().min(1);

/** Also in `batch.json`. */
export const slurmSchema = z.strictObject({
  partition: text.exactOptional(),
  account: text.exactOptional(),
  /** Of a bundle, as Slurm writes times: minutes, hours:minutes:seconds or days-hours. */
  time: text.exactOptional(),
  /** Of a bundle, as Slurm writes memory: 4G. */
  memory: text.exactOptional(),
  /** Bundles that may run at the same time. */
  throttle: z.int().min(1).exactOptional(),
  /** Expected minutes of a bundle. */
  bundle: z.number().positive().exactOptional(),
  /** Jobs side by side in each bundle, with a processor each. */
  jobs: z.int().min(1).exactOptional(),
  /** Seconds between saved states: what a lost node costs. */
  checkpoint: z.number().nonnegative().exactOptional(),
  /** More options of sbatch, as they would be typed: "--gres=gpu:1". */
  options: z.array(z.string().regex(/^-/, 'an option of sbatch, such as "--constraint=avx2"')).exactOptional(),
});

/** All may be left out. */
export type SlurmOptions = Readonly<z.infer<typeof slurmSchema>>;

/** Throws InputError naming `file`. */
export function parseSlurmOptions(contents: string, file: string): SlurmOptions {
  const parsed = slurmSchema.safeParse(parseJson(contents, file));
  if (parsed.success) return parsed.data;
  throw new InputError(
    `${file} is not what Slurm is asked for:\n${z.prettifyError(parsed.error)}\n` +
      'Expected JSON such as {"partition": "cpu", "account": "lab", "time": "4:00:00", "memory": "4G", "throttle": 50}.',
  );
}
