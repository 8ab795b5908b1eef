/**
 * Correlation of x [batch x channels x ...space] with kernels w [features x channels x ...space] under strides, padding
 * and dilations (XLA's conv_general_dilated). Dilation of x by s is a transposed convolution of stride s, and the
 * weight gradient of a transposed convolution is one whose operands have changed places.
 */
import type { Graph } from "../graph.js";
import { expanded, reshaped } from "../layout.js";
import { type Rule, resultDims } from "../lowering.js";
import { integer, integers, type Tensor } from "../onnx.js";
import { flip, permute, product, range, scaled, unscaled, type View, whole } from "../view.js";
import { convolutionAsProduct, type Geometry, transposeAsProduct } from "./patches.js";

type Pair = readonly [number, number];

export const conv: Rule = ({ graph }, equation, [x, w]) => {
  const { vmapDims, strides, padding, lhsDilation, rhsDilation } = equation.params;
  const dims = resultDims(equation);
  const grouped = (view: View): View =>
    reshaped(graph, unscaled(view), [product(view.dims.slice(0, vmapDims)), ...view.dims.slice(vmapDims)]);
  const out = dims.slice(vmapDims + 2);
  const geometry: Geometry = { strides, padding, dilationX: lhsDilation, dilationW: rhsDilation, out };
  const result = correlate(graph, grouped(x), grouped(w), geometry);
  return [scaled(reshaped(graph, result, dims), x.scale * w.scale)];
};

const areOnes = (values: readonly number[]): boolean => values.every((value) => value === 1);

/** x [groups x batch x channels x ...], w [groups x features x channels x ...] -> [groups x batch x features x ...]. */
function correlate(graph: Graph, x: View, w: View, geometry: Geometry): View {
  const { strides, dilationX, dilationW, out } = geometry;
  if (areOnes(dilationX)) return convolution(graph, x, w, geometry);
  const kernelIsLarger = out.some((length, i) => w.dims[3 + i] > length);
  if (areOnes(strides) && areOnes(dilationW) && kernelIsLarger) return exchanged(graph, x, w, geometry);
  return areOnes(strides) && margins(w, geometry).every(([before]) => before >= 0)
    ? transposedConvolution(graph, x, w, geometry)
    : convolutionOfDilated(graph, x, w, geometry);
}

/** Length of a dilated axis. */
const spread = (length: number, dilation: number): number => (length - 1) * dilation + 1;

/** Correlates w with x and reads the result backwards. */
function exchanged(graph: Graph, x: View, w: View, geometry: Geometry): View {
  const space = range(geometry.out.length).map((i) => 3 + i);
  const padding = geometry.out.map((length, i): Pair => {
    const before = length - 1 - geometry.padding[i][0];
    const reach = spread(x.dims[3 + i], geometry.dilationX[i]) + length - 1;
    return [before, reach - spread(w.dims[3 + i], geometry.dilationW[i]) - before];
  });
  const result = correlate(graph, w, x, {
    ...geometry,
    padding,
    dilationX: geometry.dilationW,
    dilationW: geometry.dilationX,
  });
  return flip(permute(result, [0, 2, 1, ...space]), space);
}

function convolution(graph: Graph, x: View, w: View, geometry: Geometry): View {
  const { strides, padding, dilationW, out } = geometry;
  const asProduct = convolutionAsProduct(graph, x, w, geometry);
  if (asProduct) return asProduct;
  const groups = x.dims[0];
  const cropped = cropNegative(graph, mergeGroups(graph, x), padding);
  const pads = [0, 1].flatMap((side) => padding.map((pair) => Math.max(pair[side], 0)));
  const kernel = expanded(graph, reshaped(graph, w, [groups * w.dims[1], ...w.dims.slice(2)]));
  const shape = [x.dims[1], groups * w.dims[1], ...out];
  const attributes = {
    strides: integers(strides),
    pads: integers(pads),
    dilations: integers(dilationW),
    group: integer(groups),
  };
  return splitGroups(graph, graph.apply("Conv", [cropped, kernel], shape, { attributes }), groups);
}

function transposedConvolution(graph: Graph, x: View, w: View, geometry: Geometry): View {
  const asProduct = transposeAsProduct(graph, x, w, geometry);
  if (asProduct) return asProduct;
  const groups = x.dims[0];
  const space = range(geometry.out.length).map((i) => 3 + i);
  const mirrored = permute(flip(w, space), [0, 2, 1, ...space]);
  const kernel = expanded(graph, reshaped(graph, mirrored, [groups * w.dims[2], w.dims[1], ...w.dims.slice(3)]));
  const margin = margins(w, geometry);
  const attributes = {
    strides: integers(geometry.dilationX),
    pads: integers([...margin.map(([before]) => before), ...margin.map(([, after]) => Math.max(after, 0))]),
    output_padding: integers(margin.map(([, after]) => Math.max(-after, 0))),
    dilations: integers(geometry.dilationW),
    group: integer(groups),
  };
  const shape = [x.dims[1], groups * w.dims[1], ...geometry.out];
  const result = graph.apply("ConvTranspose", [mergeGroups(graph, x), kernel], shape, { attributes });
  return splitGroups(graph, result, groups);
}

/** By how much the kernel's reach exceeds the padding of each side. */
const margins = (w: View, { padding, dilationW }: Geometry): Pair[] =>
  padding.map(([before, after], i) => {
    const reach = spread(w.dims[3 + i], dilationW[i]) - 1;
    return [reach - before, reach - after];
  });

/** The zeros between the entries of x written out: the way that is always open, and the slowest. */
function convolutionOfDilated(graph: Graph, x: View, w: View, geometry: Geometry): View {
  const spaced = geometry.dilationX.reduce((view, dilation, i) => withZeros(graph, view, 3 + i, dilation), x);
  // Zeros also follow the last entry, and are to be taken off again.
  const padding = geometry.padding.map(([before, after], i): Pair => [before, after - (geometry.dilationX[i] - 1)]);
  return convolution(graph, spaced, w, { ...geometry, padding });
}

/** `dilation` - 1 zeros after every entry along an axis. */
function withZeros(graph: Graph, view: View, axis: number, dilation: number): View {
  if (dilation === 1) return view;
  const { dims } = view;
  const separate = [...dims.slice(0, axis + 1), 1, ...dims.slice(axis + 1)];
  const after = separate.map((_, a) => (a === axis + 1 ? dilation - 1 : 0));
  const operands = [graph.reshape(expanded(graph, view), separate), graph.sizes([...separate.map(() => 0), ...after])];
  const padded = graph.apply("Pad", operands, separate.with(axis + 1, dilation));
  return whole(graph.reshape(padded, dims.with(axis, dims[axis] * dilation)));
}

/** [groups x batch x channels x ...] -> [batch x (groups channels) x ...] */
function mergeGroups(graph: Graph, x: View): Tensor {
  const [groups, batch, channels, ...space] = x.dims;
  const batchFirst = permute(x, [1, 0, ...range(space.length + 1).map((i) => 2 + i)]);
  return expanded(graph, reshaped(graph, batchFirst, [batch, groups * channels, ...space]));
}

/** [batch x (groups features) x ...] -> [groups x batch x features x ...] */
function splitGroups(graph: Graph, tensor: Tensor, groups: number): View {
  const [batch, features, ...space] = tensor.shape;
  const view = reshaped(graph, whole(tensor), [batch, groups, features / groups, ...space]);
  return permute(view, [1, 0, ...range(space.length + 1).map((i) => 2 + i)]);
}

/** ONNX takes no negative padding: cut instead. */
function cropNegative(graph: Graph, tensor: Tensor, padding: readonly Pair[]): Tensor {
  if (padding.flat().every((width) => width >= 0)) return tensor;
  const starts = padding.map(([before]) => Math.max(-before, 0));
  const ends = padding.map(([, after], i) => tensor.shape[2 + i] + Math.min(after, 0));
  const shape = [...tensor.shape.slice(0, 2), ...ends.map((end, i) => end - starts[i])];
  const axes = padding.map((_, i) => 2 + i);
  return graph.apply("Slice", [tensor, graph.sizes(starts), graph.sizes(ends), graph.sizes(axes)], shape);
}
