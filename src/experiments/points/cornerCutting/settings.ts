/** The settings of `corner-cutting`. */
import { z } from "zod";
import { seedsField } from "../../frame/fields.js";
import { pointFields } from "../study.js";

export const settings = z.object({
  seeds: seedsField([0, 1, 2], "one initial network per seed"),
  grid: z.int().min(11).default(201).describe("values per factor where the critical cuts are sought"),
  phaseGrid: z.int().min(11).default(41).describe("values per factor of the phase diagram"),
  trainingGrid: z.int().min(5).default(11).describe("values per factor of the trained networks' data"),
  cuts: z
    .array(z.number().min(0).max(0.9))
    .min(1)
    .default([0.2, 0.4, 0.6, 0.8])
    .describe("cuts at which networks train"),
  repeats: z.array(z.int().min(1)).default([1, 5, 40]).describe("copies of the diagonal in uncut data; 1 is uniform"),
  ...pointFields,
});

export type CuttingSettings = z.infer<typeof settings>;
