/**
 * A cloud of two factors of one's own making: a shape on the unit square, corners cut off, a shear, weight on the diagonal,
 * random points, or points drawn by hand. The settings of the experiment `cloud`, which the lab's first page lets one change by dragging.
 */
import { z } from "zod";
import { InputError } from "../../../math/errors.js";
import type { Matrix } from "../../../math/matrix.js";
import { fold, key as rootKey } from "../../../math/random.js";
import { seedsField } from "../../frame/fields.js";
import { cutCorner, keep, points, repeatDiagonal, squareGrid, uniformPoints } from "../sets.js";
import { CODES } from "../shallow.js";
import { pointFields } from "../study.js";
import { CORNERS } from "./corners.js";

const part = z.number().min(0).max(1);

export const cloudSettings = z.object({
  seeds: seedsField([0, 1, 2], "one initial network per seed"),
  shape: z
    .enum(["square", "disc", "sampled", "drawn"])
    .default("square")
    .describe("what the points fill; sampled: random points of the square; drawn: those given"),
  side: z.int().min(3).max(60).default(15).describe("evenly spaced values of each factor"),
  corners: z
    .array(z.number().min(0).max(0.95))
    .length(4)
    .default([0, 0, 0, 0])
    .describe("how much is cut off the corners (0, 0), (1, 0), (1, 1), (0, 1), along their sides"),
  shear: z.number().min(-1).max(1).default(0).describe("how far factor 1 moves where factor 2 goes from 0 to 1"),
  diagonal: z
    .int()
    .min(1)
    .max(50)
    .default(1)
    .describe("copies of the points on the diagonal (correlation, same range)"),
  drawn: z
    .array(z.tuple([part, part]))
    .max(400)
    .default([])
    .describe("points drawn by hand"),
  sampled: z.int().min(20).max(2000).default(500).describe("random points of the square, before corners are cut off"),
  draw: z.int().min(0).default(0).describe("seed of the random points"),
  neurons: z
    .enum(CODES)
    .default("linear")
    .describe("linear: nonnegative on every point; rectified: clipped at zero, with learned biases"),
  ...pointFields,
});

/** What there is to say of the experiment before any of it is loaded: the lab's first page waits for no figure and no network. */
export const cloudWords = {
  id: "cloud",
  title: "A cloud of two factors: which neurons are optimal, and which grow?",
  source: "an experiment of our own, after Dorrell et al. 2025, Figs. 1 and 2",
  claim: "Autoencoders trained on any cloud of two factors end at the energy that theory proves to be the least.",
  version: 1,
  settings: cloudSettings,
} as const;

export type CloudSettings = z.infer<typeof cloudSettings>;

/** The points [points x 2]. Throws InputError where fewer than three are left. */
export function cloudSamples(settings: CloudSettings): Matrix {
  const { shape, corners, shear, diagonal } = settings;
  const filled = FILLED[shape](settings);
  const cut = CORNERS.reduce((rest, [x, y], corner) => cutCorner(rest, x, y, corners[corner]), filled);
  if (cut.rows < 3) {
    const advice = shape === "drawn" ? "draw more of them" : "cut less off";
    throw new InputError(`${cut.rows} points are left of the cloud; at least three are needed: ${advice}`);
  }
  return sheared(repeatDiagonal(cut, diagonal), shear);
}

const FILLED: Readonly<Record<CloudSettings["shape"], (settings: CloudSettings) => Matrix>> = {
  square: ({ side }) => squareGrid(side),
  disc: ({ side }) => disc(side),
  sampled: ({ sampled, draw }) => uniformPoints(fold(rootKey(draw), "points of a cloud"), sampled),
  drawn: ({ drawn }) => points(drawn),
};

/** Grid points within the circle that touches the sides of the unit square. */
const disc = (side: number): Matrix => keep(squareGrid(side), (x, y) => (x - 0.5) ** 2 + (y - 0.5) ** 2 <= 0.25 + 1e-9);

/** Moves each point along the first factor by `shear` times its height above the middle. */
function sheared({ rows, columns, data }: Matrix, shear: number): Matrix {
  const moved = data.map((value, at) => (at % 2 === 0 ? value + shear * (data[at + 1] - 0.5) : value));
  return { rows, columns, data: moved };
}

/** The key from which the network of a seed is trained. */
export const cloudKey = (seed: number) => fold(rootKey(seed), "training on a cloud");
