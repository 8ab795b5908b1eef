/**
 * Convolution with 4 x 4 kernels at stride 2 and padding 1, and its transpose: the layers of the convolutional networks here,
 * which halve and double an image. Images are [batch x height x width x channels]; kernels are stored as PyTorch stores them.
 *
 * The native engine has convolutions of its own. On WebAssembly the same sums are written as four matrix products: the kernel
 * falls into 2 x 2 blocks (a, b) of 2 x 2 pixels (p, q), so on an image whose 2 x 2 pixels have become channels a 4 x 4 kernel
 * at stride 2 is a 2 x 2 kernel at stride 1, one product for each of its four shifts.
 */

import { UsageError } from "../math/errors.js";
import { lax, numpy } from "./library.js";
import { matmul } from "./ops.js";
import { tracingTarget } from "./target.js";
import type { Tensor } from "./tensor.js";

/** The four places of a 2 x 2 block. */
const SHIFTS = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;

/**
 * y[n, i, j, o] = sum over c, k, l of x[n, 2i + k - 1, 2j + l - 1, c] w[o, c, k, l], zero outside the image.
 * x [batch x height x width x channels] and w [outputs x channels x 4 x 4] give [batch x height/2 x width/2 x outputs].
 * Throws UsageError when shapes do not fit or a side is odd.
 */
export function conv4s2(x: Tensor, w: Tensor): Tensor {
  checkShapes("conv4s2", x, w, 1);
  if (x.shape[1] % 2 !== 0 || x.shape[2] % 2 !== 0) {
    throw new UsageError(`conv4s2 halves an image with even sides, not one of ${x.shape[1]} x ${x.shape[2]}`);
  }
  return tracingTarget() === "native" ? directConvolution(x, w) : shiftedConvolution(x, w);
}

/**
 * The transpose of `conv4s2`: y[n, i, j, o] = sum over c, u, k, v, l with 2u + k - 1 = i, 2v + l - 1 = j of
 * x[n, u, v, c] w[c, o, k, l]. x [batch x height x width x channels] and w [channels x outputs x 4 x 4] give
 * [batch x 2 height x 2 width x outputs]. Throws UsageError when shapes do not fit.
 */
export function deconv4s2(x: Tensor, w: Tensor): Tensor {
  checkShapes("deconv4s2", x, w, 0);
  return tracingTarget() === "native" ? directTranspose(x, w) : shiftedTranspose(x, w);
}

function checkShapes(name: string, x: Tensor, w: Tensor, channelAxis: 0 | 1): void {
  const kernelFits = w.ndim === 4 && w.shape[2] === 4 && w.shape[3] === 4;
  if (x.ndim !== 4 || !kernelFits || w.shape[channelAxis] !== x.shape[3]) {
    const kernel = channelAxis === 1 ? "[outputs x channels x 4 x 4]" : "[channels x outputs x 4 x 4]";
    throw new UsageError(
      `${name} takes images [batch x height x width x channels] and kernels ${kernel}, not [${x.shape}] and [${w.shape}]`,
    );
  }
}

const channelsFirst = (x: Tensor): Tensor => x.transpose([0, 3, 1, 2]);
const channelsLast = (x: Tensor): Tensor => x.transpose([0, 2, 3, 1]);

function directConvolution(x: Tensor, w: Tensor): Tensor {
  return channelsLast(lax.convGeneralDilated(channelsFirst(x), w, [2, 2], bothSides(1)));
}

function directTranspose(x: Tensor, w: Tensor): Tensor {
  const mirrored = numpy.flip(w, [2, 3]).transpose([1, 0, 2, 3]);
  return channelsLast(
    lax.convGeneralDilated(channelsFirst(x), mirrored, [1, 1], bothSides(2), { lhsDilation: [2, 2] }),
  );
}

const bothSides = (width: number): [number, number][] => [
  [width, width],
  [width, width],
];

function shiftedConvolution(x: Tensor, w: Tensor): Tensor {
  const [outputs, channels] = w.shape;
  const [height, width] = [x.shape[1] / 2, x.shape[2] / 2];
  const blocks = pixelsToChannels(padImage(x, [1, 1], [1, 1]));
  const kernels = w // [o, c, a, p, b, q] -> [(a b), (p q c), o]
    .reshape([outputs, channels, 2, 2, 2, 2])
    .transpose([2, 4, 3, 5, 1, 0])
    .reshape([4, 4 * channels, outputs]);
  const products = SHIFTS.map(([a, b], shift) =>
    everyPixel(blocks.ref.slice([], [a, a + height], [b, b + width], []), kernels.ref.slice(shift)),
  );
  blocks.dispose();
  kernels.dispose();
  return sumOf(products);
}

function shiftedTranspose(x: Tensor, w: Tensor): Tensor {
  const [channels, outputs] = w.shape;
  const [, height, width] = x.shape;
  const kernels = w // [c, o, a, p, b, q] -> [(a b), c, (p q o)]
    .reshape([channels, outputs, 2, 2, 2, 2])
    .transpose([2, 4, 0, 3, 5, 1])
    .reshape([4, channels, 4 * outputs]);
  const products = SHIFTS.map(([a, b], shift) =>
    padImage(everyPixel(x.ref, kernels.ref.slice(shift)), [a, 1 - a], [b, 1 - b]),
  );
  x.dispose();
  kernels.dispose();
  return channelsToPixels(sumOf(products)).slice([], [1, 2 * height + 1], [1, 2 * width + 1], []);
}

/** The channels of every pixel times a matrix. */
function everyPixel(x: Tensor, matrix: Tensor): Tensor {
  const [batch, height, width, channels] = x.shape;
  const outputs = matrix.shape[1];
  return matmul(x.reshape([batch * height * width, channels]), matrix).reshape([batch, height, width, outputs]);
}

const sumOf = ([first, ...rest]: readonly Tensor[]): Tensor => rest.reduce((sum, next) => sum.add(next), first);

const padImage = (x: Tensor, rows: [number, number], columns: [number, number]): Tensor =>
  numpy.pad(x, [[0, 0], rows, columns, [0, 0]]);

/** [n x 2h x 2w x c] -> [n x h x w x (p q c)] */
function pixelsToChannels(x: Tensor): Tensor {
  const [batch, height, width, channels] = x.shape;
  return x
    .reshape([batch, height / 2, 2, width / 2, 2, channels])
    .transpose([0, 1, 3, 2, 4, 5])
    .reshape([batch, height / 2, width / 2, 4 * channels]);
}

/** [n x h x w x (p q c)] -> [n x 2h x 2w x c] */
function channelsToPixels(x: Tensor): Tensor {
  const [batch, height, width, channels] = x.shape;
  return x
    .reshape([batch, height, width, 2, 2, channels / 4])
    .transpose([0, 1, 3, 2, 4, 5])
    .reshape([batch, 2 * height, 2 * width, channels / 4]);
}
