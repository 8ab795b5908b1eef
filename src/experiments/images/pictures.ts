/** What trained VAEs reconstruct, and what each of their latents does to an image. */
import { drawFigure, type ImageSheetData, imageSheet, join, type Panel } from "../../figures/index.js";
import type { Figure, ImageTask } from "../../protocols.js";
import type { ImageResult } from "./measures.js";
import type { ImageSettings } from "./study.js";
import { byUse } from "./traversal.js";

/** Reconstructions and traversals of the network of each kind with the largest gap. */
export function picturesFigure(
  best: readonly ImageResult[],
  { side }: ImageSettings,
  { prefix, task }: { readonly prefix: string; readonly task: ImageTask },
): Figure | undefined {
  if (best.length === 0) return undefined;
  const shape = { height: Number(side), width: Number(side), channels: task.channels };
  return drawFigure({
    id: `${prefix}-pictures`,
    title: "Reconstructions and traversals",
    caption:
      "Of the network of each kind with the largest MIG: images and their reconstructions, then one image while a single latent moves over " +
      "the central 96 % of its values, a row per latent, the most variable first.",
    summary:
      "A latent that has become selective changes one property of the object along its row; unused ones change nothing.",
    panels: best.map((result) => picturePanel(result, shape)),
    columns: 3,
  });
}

function picturePanel(
  { arm, seed, arrays }: ImageResult,
  shape: Pick<ImageTask, "height" | "width" | "channels">,
): Panel {
  const { originals, reconstructions, traversals, deviations } = arrays;
  const pixels = shape.height * shape.width * shape.channels;
  const cut = (data: ArrayLike<number>, first: number, count: number) =>
    Array.from({ length: count }, (_, i) =>
      Float32Array.from({ length: pixels }, (__, at) => data[(first + i) * pixels + at]),
    );
  const [, steps] = traversals.shape;
  const shown = Math.min(steps, originals.shape[0]);
  const order = byUse(deviations.data);
  const sheet = (rows: ImageSheetData["rows"]) => imageSheet({ ...shape, title: "", size: 32, rows });
  return join(
    `${arm.label}, seed ${seed}`,
    "column",
    [
      sheet([
        { label: "image", images: cut(originals.data, 0, shown) },
        { label: "decoded", images: cut(reconstructions.data, 0, shown) },
      ]),
      sheet(
        order.map((latent) => ({ label: `latent ${latent + 1}`, images: cut(traversals.data, latent * steps, steps) })),
      ),
    ],
    14,
  );
}
