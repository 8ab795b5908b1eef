import { expect, test } from "vitest";
import { Graph } from "../graph.js";
import { permute, type View, whole } from "../view.js";
import { convolutionAsProduct, transposeAsProduct } from "./patches.js";

/** [1 x a x b x height x width] of images that are stored as [batch x height x width x channels]. */
const channelsFirst = (graph: Graph, name: string, shape: readonly number[], order: readonly number[]): View => {
  const view = permute(whole(graph.input(name, "float32", shape)), order);
  return { ...view, dims: [1, ...view.dims], strides: [0, ...view.strides] };
};

const PLAIN = { strides: [1, 1], dilationX: [1, 1], dilationW: [1, 1] };
const ONE_AROUND = [
  [1, 1],
  [1, 1],
] as const;

const typesOf = (graph: Graph): string[] =>
  graph
    .fusedNodes()
    .map(({ type }) => type)
    .filter((type) => type !== "Reshape");

test("the patches of an image are copied once for its convolution and the kernel's gradient", () => {
  const graph = new Graph("g");
  const image = channelsFirst(graph, "x", [2, 8, 8, 3], [0, 3, 1, 2]);
  const kernel = channelsFirst(graph, "w", [5, 3, 4, 4], [0, 1, 2, 3]);
  const halved = { ...PLAIN, strides: [2, 2], padding: ONE_AROUND, out: [4, 4] };
  const value = convolutionAsProduct(graph, image, kernel, halved);
  expect(value?.dims).toEqual([1, 2, 5, 4, 4]);
  const gradient = channelsFirst(graph, "dy", [2, 4, 4, 5], [3, 0, 1, 2]);
  const spread = { ...PLAIN, dilationW: [2, 2], padding: ONE_AROUND, out: [4, 4] };
  const swapped = {
    ...image,
    dims: image.dims.with(1, 3).with(2, 2),
    strides: image.strides.with(1, image.strides[2]).with(2, image.strides[1]),
  };
  const change = convolutionAsProduct(graph, swapped, gradient, spread);
  expect(change?.dims).toEqual([1, 3, 5, 4, 4]);
  for (const result of [value, change]) if (typeof result?.source === "object") graph.output(result.source);
  expect(typesOf(graph)).toEqual(["Pad", "Gather", "Transpose", "Gemm", "Gemm"]);
});

test("few channels, and patches that would fill the memory, are left to the runtime's own convolutions", () => {
  const graph = new Graph("g");
  const convolve = (batch: number, channels: number) =>
    convolutionAsProduct(
      graph,
      channelsFirst(graph, `x${batch}`, [batch, 8, 8, channels], [0, 3, 1, 2]),
      channelsFirst(graph, `w${batch}`, [5, channels, 4, 4], [0, 1, 2, 3]),
      { ...PLAIN, strides: [2, 2], padding: ONE_AROUND, out: [4, 4] },
    );
  expect(convolve(2, 2)).toBeUndefined();
  expect(convolve(2 ** 13, 8)).toBeDefined();
  expect(convolve(2 ** 13 + 1, 8)).toBeUndefined();
});

test("a transposed convolution is one product where it doubles an image, else none", () => {
  const graph = new Graph("g");
  const twoAround = [
    [2, 2],
    [2, 2],
  ] as const;
  const double = (features: number, width: number) =>
    transposeAsProduct(
      graph,
      channelsFirst(graph, `x${features}`, [2, 4, 4, 8], [0, 3, 1, 2]),
      channelsFirst(graph, `w${features}`, [features, 8, width, width], [0, 1, 2, 3]),
      { ...PLAIN, dilationX: [2, 2], padding: twoAround, out: [8, 8] },
    );
  const doubled = double(9, 4);
  expect(doubled?.dims).toEqual([1, 2, 9, 8, 8]);
  expect(double(7, 4)).toBeUndefined();
  expect(double(9, 3)).toBeUndefined();
  if (typeof doubled?.source === "object") graph.output(doubled.source);
  expect(typesOf(graph).filter((type) => type === "Gemm" || type === "Gather")).toEqual(["Gather", "Gemm", "Gather"]);
});
