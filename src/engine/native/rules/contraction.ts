/**
 * `dot` sums x * y over the last axis, after broadcasting: every matrix product arrives in this form, those of
 * gradients with an operand broadcast. Sorting the axes by which operand varies along them finds the product again:
 * both - batch, x alone - rows, y alone - columns. Reading the operands transposed is free.
 */
import type { Graph } from "../graph.js";
import { compact } from "../layout.js";
import { type Lowering, type Rule, resultDims, resultType } from "../lowering.js";
import { float, integer, MICROSOFT, type Tensor } from "../onnx.js";
import { castTo } from "../pointwise.js";
import type { Equation } from "../program.js";
import { broadcastTo, laidOut, permute, product, range, unscaled, type View } from "../view.js";
import { multiply } from "./arithmetic.js";
import { reduceView } from "./reduction.js";

export const dot: Rule = (lowering, equation, operands) => {
  const { graph } = lowering;
  const dims = resultDims(equation);
  const depth = Math.max(...operands.map((operand) => operand.dims[operand.dims.length - 1]));
  const [x, y] = operands.map((operand) => broadcastTo(castTo(graph, operand, resultType(equation)), [...dims, depth]));
  const [xSums, ySums] = [x, y].map((view) => view.strides[dims.length] !== 0);
  if (!xSums) return [multiply(graph, withoutLast(x), lastSummed(graph, y, dims), dims)];
  if (!ySums) return [multiply(graph, lastSummed(graph, x, dims), withoutLast(y), dims)];
  const axes = sortAxes(x, y);
  if (axes.rows.length + axes.columns.length === 0 || x.dtype !== "float32") {
    return [lastSummed(graph, multiply(graph, x, y, x.dims), dims)];
  }
  const flipped = readTransposed(lowering, equation, axes);
  return [flipped ? matrixProduct(graph, y, x, swapped(axes), dims) : matrixProduct(graph, x, y, axes, dims)];
};

const withoutLast = (view: View): View => permute(view, range(view.dims.length - 1));

const lastSummed = (graph: Graph, view: View, dims: readonly number[]): View =>
  reduceView(graph, view, [dims.length], "Add", dims);

interface ProductAxes {
  readonly batch: readonly number[];
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

const swapped = ({ batch, rows, columns }: ProductAxes): ProductAxes => ({ batch, rows: columns, columns: rows });

function sortAxes(x: View, y: View): ProductAxes {
  const axes = range(x.dims.length - 1);
  const ofX = axes.filter((axis) => x.strides[axis] !== 0);
  const ofY = axes.filter((axis) => y.strides[axis] !== 0);
  const batch = byStride(
    x,
    ofX.filter((axis) => ofY.includes(axis)),
  );
  const [outerRows, rows] = splitAtDepth(
    x,
    ofX.filter((axis) => !batch.includes(axis)),
  );
  const [outerColumns, columns] = splitAtDepth(
    y,
    ofY.filter((axis) => !batch.includes(axis)),
  );
  return { batch: [...batch, ...outerRows, ...outerColumns], rows, columns };
}

const byStride = (view: View, axes: readonly number[]): number[] =>
  [...axes].sort((a, b) => Math.abs(view.strides[b]) - Math.abs(view.strides[a]));

/** Free axes stored outside and inside the summed axis. Only one kind fits a matrix; the outer ones become a batch. */
function splitAtDepth(view: View, free: readonly number[]): readonly [number[], number[]] {
  const depthStride = Math.abs(view.strides[view.dims.length - 1]);
  const sorted = byStride(view, free);
  const inner = sorted.filter((axis) => Math.abs(view.strides[axis]) < depthStride);
  return inner.length === 0 || inner.length === sorted.length
    ? [[], sorted]
    : [sorted.filter((axis) => !inner.includes(axis)), inner];
}

interface Operand {
  readonly tensor: Tensor;
  /** Stored as [... depth x free] instead of [... free x depth]. */
  readonly depthFirst: boolean;
}

function matrixProduct(graph: Graph, x: View, y: View, axes: ProductAxes, dims: readonly number[]): View {
  const [left, right] = [prepare(graph, x, axes.batch, axes.rows), prepare(graph, y, axes.batch, axes.columns)];
  const lengths = (group: readonly number[]) => group.map((axis) => dims[axis]);
  const shape = [...lengths(axes.batch), product(lengths(axes.rows)), product(lengths(axes.columns))];
  const tensors = [left.tensor, right.tensor];
  const alpha = float(x.scale * y.scale);
  const transA = integer(Number(left.depthFirst));
  const transB = integer(Number(!right.depthFirst));
  const source =
    axes.batch.length === 0
      ? graph.apply("Gemm", tensors, shape, { attributes: { alpha, transA, transB } })
      : graph.apply("FusedMatMul", tensors, shape, { attributes: { alpha, transA, transB }, domain: MICROSOFT });
  return laidOut(source, [...axes.batch, ...axes.rows, ...axes.columns], dims);
}

/** An operand as a (batch of) matrices, in the order in which it is stored if that can be. */
function prepare(graph: Graph, view: View, batch: readonly number[], free: readonly number[]): Operand {
  const depth = view.dims.length - 1;
  const depthFirst = free.length > 0 && Math.abs(view.strides[free[0]]) < Math.abs(view.strides[depth]);
  const order = [...batch, ...(depthFirst ? [depth, ...free] : [...free, depth])];
  const tensor = compact(graph, permute(unscaled(view), order));
  const count = product(free.map((axis) => view.dims[axis]));
  const length = view.dims[depth];
  const batchShape = tensor.shape.slice(0, batch.length);
  const used = batchShape.findIndex((size) => size > 1);
  const shape = used < 0 ? [] : batchShape.slice(used);
  const matrix = graph.reshape(tensor, [...shape, ...(depthFirst ? [length, count] : [count, length])]);
  return { tensor: matrix, depthFirst };
}

/** Whether the result is next read with columns before rows, so that computing the transpose saves a copy. */
function readTransposed(lowering: Lowering, equation: Equation, { rows, columns }: ProductAxes): boolean {
  if (rows.length === 0 || columns.length === 0) return false;
  let atom = equation.outBinders[0];
  let order = range(atom.aval.shape.length).filter((axis) => atom.aval.shape[axis] !== 1);
  for (;;) {
    const [user] = lowering.uses(atom);
    if (user?.primitive === "transpose") {
      order = permuted(order, atom.aval.shape, user.params.perm);
    } else if (user?.primitive !== "reshape" || !onlyUnitAxesDiffer(atom.aval.shape, user.outBinders[0].aval.shape)) {
      return order.indexOf(columns[0]) < order.indexOf(rows[0]);
    }
    atom = user.outBinders[0];
  }
}

/** The tracked axes (those longer than 1) after a transpose of the whole. */
function permuted(tracked: readonly number[], shape: readonly number[], order: readonly number[]): number[] {
  const long = range(shape.length).filter((axis) => shape[axis] !== 1);
  return order.filter((axis) => shape[axis] !== 1).map((axis) => tracked[long.indexOf(axis)]);
}

function onlyUnitAxesDiffer(a: readonly number[], b: readonly number[]): boolean {
  const [longA, longB] = [a, b].map((shape) => shape.filter((length) => length !== 1).join());
  return longA === longB;
}
