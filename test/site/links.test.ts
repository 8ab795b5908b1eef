/** Links of documents as they read on the site. */

import { encode } from "fast-png";
import UPNG from "upng-js";
import { expect, test } from "vitest";
import { withLinks } from "../../scripts/site/links.js";
import { smaller } from "../../scripts/site/pictures.js";

const placed = new Map([
  ["README.md", "index.md"],
  ["FEATURES.md", "experiments/index.md"],
  ["docs/theory.md", "theory.md"],
  ["docs/predict.md", "predict.md"],
  ["docs/experiments/fig2.md", "experiments/fig2.md"],
  ["docs/results/fig2.png", "results/fig2.png"],
]);

test.each<[string, string, string, string]>([
  ["to a page beside it", "docs/predict.md", "[why](theory.md#proof)", "[why](./theory.md#proof)"],
  ["out of a folder", "docs/experiments/fig2.md", "[all](../../FEATURES.md)", "[all](../experiments/index.md)"],
  ["to what another page stands for", "docs/theory.md", "[it](../README.md)", "[it](./index.md)"],
  ["to a picture", "docs/experiments/fig2.md", "![a](../results/fig2.png)", "![a](../results/fig2.png)"],
  ["to a source keep their words", "docs/theory.md", "see [`a.ts`](../src/a.ts) there", "see `a.ts` there"],
  [
    "elsewhere stay",
    "docs/theory.md",
    "[p](https://arxiv.org/abs/1) [q](#here)",
    "[p](https://arxiv.org/abs/1) [q](#here)",
  ],
])("links %s", (_, from, text, expected) => expect(withLinks(text, from, placed)).toBe(expected));

test("a picture keeps its size and its colours, and becomes smaller", () => {
  const [width, height] = [256, 64];
  const data = Uint8Array.from({ length: width * height * 3 }, (_, at) => Math.floor(at / 3) % width);
  const png = encode({ width, height, data, channels: 3, depth: 8 });
  const reduced = smaller(png);
  const small = UPNG.decode(new Uint8Array(reduced).buffer);
  const pixels = new Uint8Array(UPNG.toRGBA8(small)[0]);
  expect([small.width, small.height]).toEqual([width, height]);
  expect(reduced.length).toBeLessThan(png.length);
  for (let at = 0; at < width * height; at++) expect(Math.abs(pixels[4 * at] - data[3 * at])).toBeLessThanOrEqual(8);
});
