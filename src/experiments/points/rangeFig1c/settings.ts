/** The settings of `range-fig1c`. */
import { z } from "zod";
import { seedsField } from "../../frame/fields.js";
import { pointFields } from "../study.js";

export const settings = z.object({
  seeds: seedsField([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], "one set of points and initial network per seed"),
  own: z
    .int()
    .min(0)
    .default(20)
    .describe("points of our own, uniform on the unit square, besides the eight near its edges"),
  ...pointFields,
});

export type Fig1cSettings = z.infer<typeof settings>;
