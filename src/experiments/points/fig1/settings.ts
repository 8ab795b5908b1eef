/** The settings of `fig1`. */
import { z } from "zod";
import { seedsField } from "../../frame/fields.js";
import { pointFields } from "../study.js";

export const settings = z.object({
  seeds: seedsField([0, 1, 2, 3, 4], "one sample of the factors and one initial network per seed"),
  samples: z.int().min(10).default(400_000).describe("samples of the factors"),
  halfRange: z.number().positive().default(1).describe("a: factors are uniform on [-a, a]"),
  angles: z.int().min(2).default(46).describe("rotations of the code between 0 and 90 degrees"),
  grid: z.int().min(2).default(9).describe("values per factor of the grid that the network is trained on"),
  ...pointFields,
  updates: pointFields.updates.default(3000),
});

export type Fig1Settings = z.infer<typeof settings>;
