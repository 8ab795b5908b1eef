/** How each primitive of the tensor library becomes ONNX. */
import type { Rule } from "../lowering.js";
import * as arithmetic from "./arithmetic.js";
import { dot } from "./contraction.js";
import { conv } from "./convolution.js";
import { gather, scatter } from "./indexing.js";
import * as logic from "./logic.js";
import * as movement from "./movement.js";
import { pool, poolTranspose } from "./pooling.js";
import { reduce } from "./reduction.js";
import { argsort, sort } from "./sorting.js";
import * as transcendental from "./transcendental.js";

/** By the name of the primitive. What is missing here is refused. */
export const rules: Readonly<Record<string, Rule>> = {
  add: arithmetic.add,
  mul: arithmetic.mul,
  neg: arithmetic.neg,
  reciprocal: arithmetic.reciprocal,
  max: arithmetic.max,
  min: arithmetic.min,
  idiv: arithmetic.idiv,
  mod: arithmetic.mod,

  exp: transcendental.exp,
  log: transcendental.log,
  sqrt: transcendental.sqrt,
  sin: transcendental.sin,
  cos: transcendental.cos,
  asin: transcendental.asin,
  atan: transcendental.atan,
  erf: transcendental.erf,
  erfc: transcendental.erfc,
  floor: transcendental.floor,
  ceil: transcendental.ceil,

  compare: logic.compare,
  where: logic.where,
  cast: logic.cast,
  bit_combine: logic.bitCombine,

  stop_gradient: movement.stopGradient,
  reshape: movement.reshape,
  transpose: movement.transpose,
  broadcast: movement.broadcast,
  flip: movement.flip,
  shrink: movement.shrink,
  pad: movement.pad,
  concatenate: movement.concatenate,
  split: movement.split,

  reduce,
  dot,
  conv,
  pool,
  pool_transpose: poolTranspose,
  gather,
  scatter,
  sort,
  argsort,
};
