/**
 * An experiment of a user's, whose functions are watched: what they throw, or return in the wrong shape, is told as a fault of their
 * module with its line, not as one of purecell.
 */
import * as z from "zod";
import { InputError } from "../math/errors.js";
import { asOwnError } from "../math/resourceErrors.js";
import type { Experiment, Job, JobResult } from "../protocols.js";
import { isRecord } from "./canonicalJson.js";
import type { OwnModule } from "./config.js";
import { figure, verdict } from "./runFiles.js";

const jobs = z.array(
  z.object({
    id: z.string().regex(/^[\w.-]+$/, "fit for the name of a file"),
    condition: z.string(),
    seed: z.int().nonnegative(),
  }),
);

const array = z
  .object({
    shape: z.array(z.int().nonnegative()),
    data: z.union([z.instanceof(Float64Array), z.instanceof(Float32Array), z.instanceof(Int32Array)]),
  })
  .refine(({ shape, data }) => shape.reduce((product, length) => product * length, 1) === data.length, {
    message: "the product of the shape is the number of values",
  });

const result = z.object({ values: z.record(z.string(), z.json()), arrays: z.record(z.string(), array) });

/** The same experiment; each of its functions throws InputError in place of what is not one of purecell's own errors. */
export function watched(experiment: Experiment, module: OwnModule): Experiment {
  const told = <T>(name: string, call: () => T): T => {
    try {
      return call();
    } catch (error) {
      throw faultOf(module, name, error);
    }
  };
  const shaped = <T>(name: string, schema: z.ZodType<T>, value: unknown): T => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw new InputError(
      `${module.path}: ${name} returns something else than expected:\n${z.prettifyError(parsed.error)}`,
    );
  };
  const { prepare } = experiment;
  return {
    ...experiment,
    expectedSeconds: (settings, backend) =>
      shaped(
        "expectedSeconds",
        z.number().nonnegative(),
        told("expectedSeconds", () => experiment.expectedSeconds(settings, backend)),
      ),
    ...(prepare && {
      prepare: (settings, openImages) => toldLater(module, "prepare", async () => prepare(settings, openImages)),
    }),
    jobs: (settings) =>
      distinct(
        module,
        shaped(
          "jobs",
          jobs,
          told("jobs", () => experiment.jobs(settings)),
        ),
      ),
    async runJob(job, settings, context): Promise<JobResult> {
      const found = await toldLater(module, "runJob", async () =>
        filedResult(await experiment.runJob(job, settings, context)),
      );
      return { job, ...shaped("runJob", result, found) };
    },
    check: (results, settings) =>
      shaped(
        "check",
        z.array(verdict),
        told("check", () => asFiled(experiment.check(results, settings))),
      ),
    figures: (results, settings) =>
      shaped(
        "figures",
        z.array(figure),
        told("figures", () => experiment.figures(results, settings)),
      ),
  };
}

async function toldLater<T>(module: OwnModule, name: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw faultOf(module, name, error);
  }
}

/** As a file would give it back: undefined numbers are null. */
const asFiled = (value: unknown): unknown => (value === undefined ? value : JSON.parse(JSON.stringify(value)));

const filedResult = (found: unknown): unknown =>
  isRecord(found) ? { ...found, values: asFiled(found.values) } : found;

/** Job ids become names of files. */
function distinct(module: OwnModule, all: readonly Job[]): readonly Job[] {
  const ids = all.map(({ id }) => id);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated === undefined) return all;
  throw new InputError(`${module.path}: jobs returns "${repeated}" twice; the id of a job is the name of its file.`);
}

const faultOf = (module: OwnModule, name: string, error: unknown): Error =>
  asOwnError(error) ??
  new InputError(`${module.path}: ${name} threw ${describe(error)}${lineOf(error, module)}`, { cause: error });

/** "TypeError: x is not a function" */
export function describe(error: unknown): string {
  if (error instanceof z.ZodError) return `${error.name}:\n${z.prettifyError(error)}`;
  return error instanceof Error ? `${error.name}: ${error.message}` : `${error}`;
}

/** " (line 3 of mine.js)", by the innermost call in the module or in a file that it imports; empty where the stack names neither. */
export function lineOf(error: unknown, { path, imports }: OwnModule): string {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const names = [path, ...imports.map((one) => one.path)].map((file) => file.split(/[\\/]/).at(-1) ?? file);
  for (const line of stack.split("\n")) {
    const name = names.find((one) => line.includes(`/${one}:`) || line.includes(`\\${one}:`));
    const [, number] = (name && line.match(/:(\d+)(?::\d+)?\)?$/)) || [];
    if (number !== undefined) return ` (line ${number} of ${name})`;
  }
  return "";
}
