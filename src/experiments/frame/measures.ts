/** What jobs measure: one schema writes it to a job's values and reads it back as rows, undefined numbers null in between. */
import { z } from "zod";
import type { JobResult, Json } from "../../protocols.js";

/** A number that may be undefined: NaN in memory, null in a file. */
export const score = z
  .union([z.number(), z.nan(), z.null()], "expected a number, or NaN or null where it is undefined")
  .transform((value) => value ?? Number.NaN);

/** Through text, as a file would keep it. */
export const asJson = (value: object): Readonly<Record<string, Json>> => JSON.parse(JSON.stringify(value));

/** Where a row comes from. */
export interface Row {
  readonly seed: number;
  readonly condition: string;
  readonly arrays: JobResult["arrays"];
}

/** One row for every job that has finished. */
export const rowsOf = <Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  results: readonly JobResult[],
): (z.infer<z.ZodObject<Shape>> & Row)[] =>
  results.map(({ job, values, arrays }) => ({
    ...schema.parse(values),
    seed: job.seed,
    condition: job.condition,
    arrays,
  }));
