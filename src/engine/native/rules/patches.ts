/**
 * Convolutions of images as products of matrices. Copied out, the patches of an image that a kernel meets are the rows of a matrix [places x
 * (taps channels)]; times the kernel it is the convolution, and its transpose times a gradient the gradient of the kernel, which shares
 * the patches. The runtime's own convolutions reach half the speed of its products and need other orders of the axes.
 */
import type { Graph, Runtime } from "../graph.js";
import { expanded } from "../layout.js";
import { integer, type Tensor } from "../onnx.js";
import { permute, product, range, reshape, type View, whole } from "../view.js";

type Pair = readonly [number, number];

export interface Geometry {
  readonly strides: readonly number[];
  readonly padding: readonly Pair[];
  /** Distance between neighbouring entries of x, and of w. */
  readonly dilationX: readonly number[];
  readonly dilationW: readonly number[];
  /** Spatial sizes of the result. */
  readonly out: readonly number[];
}

/** Fewer channels are too little for onnxruntime to copy at once; our own kernels know no other way. */
const FEWEST: Readonly<Record<Runtime, number>> = { onnxruntime: 3, kernels: 1 };
/** Patches of more numbers than this take more memory, 64 MB, than they save time. */
const MOST = 2 ** 24;
/** Fewer features are too little to gather at once. */
const FEWEST_FEATURES: Readonly<Record<Runtime, number>> = { onnxruntime: 8, kernels: 1 };

/** Numbers along an axis: `count` of them, `step` apart. */
interface Steps {
  readonly count: number;
  readonly step: number;
}

/** For each axis of an image: where patches begin, from `start` on, and which pixels after that they hold. */
interface Patches {
  readonly places: readonly Steps[];
  readonly taps: readonly Steps[];
  readonly start: readonly number[];
}

/**
 * x [1 x batch x channels x height x width] with w [1 x features x channels x ...] -> [1 x batch x features x ...]; undefined for what
 * is no image, or has few channels.
 */
export function convolutionAsProduct(graph: Graph, x: View, w: View, geometry: Geometry): View | undefined {
  const patched = x.dims[1] * x.dims[2] * product(geometry.out) * product(w.dims.slice(3));
  if (!isImage(x) || patched > MOST) return undefined;
  return geometry.dilationW.some((dilation) => dilation > 1)
    ? kernelGradient(graph, x, w, geometry)
    : correlation(graph, x, w, geometry);
}

const isImage = ({ dims }: View): boolean => dims.length === 5 && dims[0] === 1;

const startsOf = ({ padding }: Geometry): number[] => padding.map(([before]) => -before);

const stepsOf = (counts: readonly number[], steps: readonly number[]): Steps[] =>
  counts.map((count, i) => ({ count, step: steps[i] }));

function correlation(graph: Graph, x: View, w: View, geometry: Geometry): View | undefined {
  const [, batch, channels] = x.dims;
  const [, features, , ...kernel] = w.dims;
  if (channels < FEWEST[graph.runtime]) return undefined;
  const { out, strides, dilationW } = geometry;
  const patches = { places: stepsOf(out, strides), taps: stepsOf(kernel, dilationW), start: startsOf(geometry) };
  const rows = patchesOf(graph, withoutGroup(x), patches);
  const weights = matrix(graph, permute(withoutGroup(w), [2, 3, 1, 0]), [product(kernel) * channels, features]);
  const result = graph.apply("Gemm", [rows, weights], [rows.shape[0], features]);
  return inAxes(result, [batch, ...out, features], [0, 3, 1, 2]);
}

/** The gradient of a kernel comes as a correlation of the image with a spread-out gradient: what is summed over is many places. */
function kernelGradient(graph: Graph, x: View, w: View, geometry: Geometry): View | undefined {
  const [, channels, batch] = x.dims;
  const [, features, , ...places] = w.dims;
  if (channels < FEWEST[graph.runtime]) return undefined;
  const { out, strides, dilationW } = geometry;
  const patches = { places: stepsOf(places, dilationW), taps: stepsOf(out, strides), start: startsOf(geometry) };
  const rows = patchesOf(graph, permute(withoutGroup(x), [1, 0, 2, 3]), patches);
  const gradient = matrix(graph, permute(withoutGroup(w), [1, 2, 3, 0]), [batch * product(places), features]);
  const attributes = { transA: integer(1) };
  const result = graph.apply("Gemm", [rows, gradient], [rows.shape[1], features], { attributes });
  return inAxes(result, [...out, channels, features], [2, 3, 0, 1]);
}

/**
 * The transpose of a convolution by 4 x 4 kernels that halves an image. Each pixel of the result comes from 2 x 2 pixels of x by one of four
 * parts of the kernel, its phases: one product of all patches of 2 x 2 with all phases, from whose results the pixels are gathered.
 * Undefined for others.
 */
export function transposeAsProduct(graph: Graph, x: View, w: View, geometry: Geometry): View | undefined {
  const [, batch, channels, ...size] = x.dims;
  const [, features, , ...kernel] = w.dims;
  const { dilationX: s, dilationW, strides, padding, out } = geometry;
  const fits = padding.every(([before], i) => before === 2 && s[i] === 2 && kernel[i] === 4);
  const isPlain = [...dilationW, ...strides].every((each) => each === 1);
  if (!isImage(x) || !fits || !isPlain || Math.min(channels, features) < FEWEST_FEATURES[graph.runtime])
    return undefined;
  if (!size.every((length, i) => out[i] === s[i] * length)) return undefined;
  const places = size.map((length) => ({ count: length + 1, step: 1 }));
  const taps = size.map(() => ({ count: 2, step: 1 }));
  const rows = patchesOf(graph, withoutGroup(x), { places, taps, start: [-1, -1] });
  // w [o, c, (a p), (b q)] -> [(a b c), (p q o)]: tap a of phase p
  const phases = reshape(withoutGroup(w), [features, channels, 2, s[0], 2, s[1]]);
  if (!phases) return undefined;
  const columns = product(s) * features;
  const weights = matrix(graph, permute(phases, [2, 4, 1, 3, 5, 0]), [4 * channels, columns]);
  const results = graph.apply("Gemm", [rows, weights], [rows.shape[0], columns]);
  const each = graph.reshape(results, [batch, product(places.map(({ count }) => count)) * product(s), features]);
  const pixels = gathered(graph, each, pixelSpots(size, s));
  return inAxes(pixels, [batch, ...out, features], [0, 3, 1, 2]);
}

/** For every pixel of the result: the patch, and the phase within, that it is. */
function pixelSpots([height, width]: readonly number[], [rows, columns]: readonly number[]): number[] {
  return range(rows * height).flatMap((y) =>
    range(columns * width).map((x) => {
      const [p, q] = [y % rows, x % columns];
      const [i, j] = [Math.floor(y / rows) + p, Math.floor(x / columns) + q];
      return (i * (width + 1) + j) * rows * columns + p * columns + q;
    }),
  );
}

const withoutGroup = (view: View): View => ({ ...view, dims: view.dims.slice(1), strides: view.strides.slice(1) });

const matrix = (graph: Graph, view: View, shape: readonly number[]): Tensor =>
  graph.reshape(expanded(graph, view), shape);

/** A tensor as an array of `dims`, of which `order` are taken, behind a first axis of length 1. */
function inAxes(tensor: Tensor, dims: readonly number[], order: readonly number[]): View {
  const view = permute(whole({ ...tensor, shape: dims }), order);
  const named: View = { ...view, source: tensor };
  return { ...named, dims: [1, ...named.dims], strides: [0, ...named.strides] };
}

/** x [batch x channels x height x width] -> [(batch places) x (taps channels)], zero outside the image. */
function patchesOf(graph: Graph, x: View, patches: Patches): Tensor {
  const [batch, channels] = x.dims;
  const run = runOf(patches);
  const image = padded(
    graph,
    matrix(graph, permute(x, [0, 2, 3, 1]), [batch, ...x.dims.slice(2), channels]),
    patches,
    run,
  );
  const [, height, width] = image.shape;
  const runs = graph.reshape(image, [batch, (height * width) / run, run * channels]);
  const places = product(patches.places.map(({ count }) => count));
  const spots = patchSpots(patches, width / run, run);
  return graph.reshape(gathered(graph, runs, spots), [batch * places, (spots.length / places) * run * channels]);
}

/** Neighbouring pixels of a row that always come together: they are copied at once. */
function runOf({ places: [, place], taps: [, tap] }: Patches): number {
  return tap.step === 1 && tap.count % place.step === 0 ? place.step : 1;
}

/** The image with as many zeros around it as patches reach beyond it, and rows of whole runs. */
function padded(graph: Graph, image: Tensor, { places, taps, start }: Patches, run: number): Tensor {
  const [batch, height, width, channels] = image.shape;
  const reach = range(2).map(
    (axis) => (places[axis].count - 1) * places[axis].step + (taps[axis].count - 1) * taps[axis].step + 1,
  );
  const before = start.map((first) => -first);
  const rows = Math.max(reach[0], before[0] + height);
  const columns = Math.ceil(Math.max(reach[1], before[1] + width) / run) * run;
  const after = [rows - before[0] - height, columns - before[1] - width];
  if ([...before, ...after].every((count) => count === 0)) return image;
  const widths = graph.sizes([0, ...before, 0, 0, ...after, 0]);
  return graph.apply("Pad", [image, widths], [batch, rows, columns, channels]);
}

/** Numbers of the runs that patches hold, place by place, where each row of the padded image has `width` of them. */
function patchSpots({ places, taps }: Patches, width: number, run: number): number[] {
  const along = (axis: number, length: number): number[][] =>
    range(places[axis].count).map((place) =>
      range(taps[axis].count / length).map((tap) => (place * places[axis].step) / length + tap * taps[axis].step),
    );
  return along(0, 1).flatMap((rows) =>
    along(1, run).flatMap((columns) => rows.flatMap((y) => columns.map((x) => y * width + x))),
  );
}

/** Entries of the second axis. */
const gathered = (graph: Graph, source: Tensor, spots: readonly number[]): Tensor =>
  graph.apply("Gather", [source, graph.constant("int32", [spots.length], spots)], source.shape.with(1, spots.length), {
    attributes: { axis: integer(1) },
  });
