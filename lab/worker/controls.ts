/** What the lab itself lets one set, beside an experiment's settings: the part of an address that no command needs. */
import { z } from "zod";
import { CONSTRAINTS } from "../../src/experiments/frame/index.js";
import { AXES } from "./clouds/axes.js";
import { NETWORKS } from "./images/protocol.js";

const whole = z.int().min(0);

export const controls = z.object({
  seed: whole.max(Number.MAX_SAFE_INTEGER).default(0).describe("seed of task, data and first weights"),
  lock: z.boolean().default(true).describe("whether starting over keeps the seed"),
  pace: z.enum(["slow", "steady", "full"]).default("full").describe("speed of training"),
  off: z.array(z.enum(CONSTRAINTS)).max(3).default([]).describe("constraints that are switched off"),
  twin: z
    .array(z.enum(CONSTRAINTS))
    .max(3)
    .default([])
    .describe("constraints that a second network lacks, which trains beside the first; none: no second network"),
  rare: z
    .number()
    .min(0.001)
    .max(0.5)
    .default(0.05)
    .describe(
      "corners, where the points are a sample: what happens in a smaller part of the moments need not be served",
    ),
  across: z
    .enum(AXES)
    .default("corner0")
    .describe("corners: what the map of savings is drawn over, from left to right"),
  up: z.enum(AXES).default("diagonal").describe("corners: what the map of savings is drawn over, from below"),
  layer: whole.max(15).default(0).describe("layer that is looked at, from the input on"),
  pin: z.array(whole).max(8).default([]).describe("units whose cards stay open"),
  lesion: z.array(whole).max(512).default([]).describe("units that are silenced"),
  clamp: z.array(whole).max(512).default([]).describe("units that are held at their mean"),
  object: z
    .array(z.number().min(-3.15).max(3.15))
    .length(2)
    .default([0, 0])
    .describe("where the object is, x and y in a box of side 2 pi; 0,0 is its home"),
  missing: z
    .array(whole.max(63))
    .max(59)
    .default([])
    .describe("sequences: pairs of places that never occur, each as first x places + second, both from 0"),
  network: z.enum(NETWORKS).default("constrained").describe("image network: one that was trained before, or here"),
  at: z.array(whole).max(16).default([]).describe("image that is encoded: level of each factor, 0 the first"),
  latents: z
    .array(z.number())
    .max(64)
    .default([])
    .describe("values of latents that are decoded; the image's own unless given"),
});

export type Controls = z.infer<typeof controls>;
