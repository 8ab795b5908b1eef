/** The settings of `range-fig1d`. */
import { z } from "zod";
import { seedsField } from "../../frame/fields.js";
import { pointFields } from "../study.js";

export const settings = z.object({
  seeds: seedsField(
    Array.from({ length: 40 }, (_, seed) => seed),
    "one set of points and initial network per seed; sets of even seeds pass the condition at 500 angles",
  ),
  points: z.int().min(4).default(32).describe("points of a set, uniform on the unit square"),
  ...pointFields,
});

export type Fig1dSettings = z.infer<typeof settings>;
