/** Operators that work entry by entry and broadcast. */
import type { Graph } from "./graph.js";
import { applyScale, compact } from "./layout.js";
import { type Attributes, DATA_TYPE, type ElementType, integer, type Tensor } from "./onnx.js";
import {
  broadcastTo,
  constantOf,
  distinct,
  equalNumbers,
  laidOut,
  permute,
  range,
  storedOrder,
  uniform,
  type View,
} from "./view.js";

export interface PointwiseOptions {
  /** Of the result; the first operand's when left out. */
  readonly dtype?: ElementType;
  readonly attributes?: Attributes;
}

/**
 * Applies an operator in the layout of its largest operand, so that equal layouts (whatever they are) need no copies.
 * Only axes along which some operand varies are computed.
 */
export function pointwise(
  graph: Graph,
  type: string,
  operands: readonly View[],
  dims: readonly number[],
  { dtype = operands[0].dtype, attributes = {} }: PointwiseOptions = {},
): View {
  const aligned = operands.map((operand) => broadcastTo(operand, dims));
  const axes = computedAxes(aligned);
  const { tensors, shape } = inOrder(graph, aligned, axes);
  const source = graph.apply(type, tensors, shape, { dtype, attributes });
  return laidOut(source, axes, dims);
}

/** Axes along which some operand varies, those of the largest operand last and in the order in which it stores them. */
function computedAxes(operands: readonly View[]): number[] {
  const largest = operands.reduce((a, b) => (distinct(b) > distinct(a) ? b : a));
  const stored = storedOrder(largest);
  const others = range(largest.dims.length).filter(
    (axis) => !stored.includes(axis) && operands.some((operand) => operand.strides[axis] !== 0),
  );
  return [...others, ...stored];
}

/** The operands as tensors over `axes`, ready to broadcast against each other, and the shape of the result. */
function inOrder(graph: Graph, operands: readonly View[], axes: readonly number[]) {
  const varying = operands.filter((operand) => constantOf(operand) === undefined);
  const alike = varying.every((view) => equalNumbers(storedOrder(view), axes) && view.strides.every((s) => s >= 0));
  const shape = alike ? shapeOfMostAxes(varying) : undefined;
  // One layout throughout: any shape will do, so take what one operand has already.
  if (shape) return { tensors: operands.map((operand) => sourceAs(graph, operand, shape)), shape };
  const tensors = operands.map((operand) => arranged(graph, operand, axes));
  return { tensors, shape: axes.map((axis) => operands[0].dims[axis]) };
}

/** Of the shapes that the operands are stored in; a matrix before the same entries as a vector, so that a product takes in what follows it. */
function shapeOfMostAxes(views: readonly View[]): readonly number[] | undefined {
  const shapes = views.flatMap(({ source }) => (typeof source === "object" ? [source.shape] : []));
  return shapes.length === 0 ? undefined : shapes.reduce((a, b) => (b.length > a.length ? b : a));
}

function sourceAs(graph: Graph, view: View, shape: readonly number[]): Tensor {
  if (typeof view.source === "number") return compact(graph, view);
  return graph.reshape(applyScale(graph, view.source, view.scale), shape);
}

/** A tensor over `axes`, of length 1 where the view does not vary; leading such axes are dropped. */
function arranged(graph: Graph, view: View, axes: readonly number[]): Tensor {
  if (typeof view.source === "object" && distinct(view) === 1 && view.source.shape.length <= axes.length) {
    return applyScale(graph, view.source, view.scale);
  }
  const firstVarying = axes.findIndex((axis) => view.strides[axis] !== 0);
  return compact(graph, permute(view, firstVarying < 0 ? [] : axes.slice(firstVarying)));
}

/** The view in another element type, by C's rules: fractions are cut off, bool is "not zero". */
export function castTo(graph: Graph, view: View, dtype: ElementType): View {
  if (view.dtype === dtype) return view;
  const constant = constantOf(view);
  if (constant !== undefined) return uniform(castNumber(constant, dtype), dtype, view.dims);
  return pointwise(graph, "Cast", [view], view.dims, { dtype, attributes: { to: integer(DATA_TYPE[dtype]) } });
}

function castNumber(value: number, dtype: ElementType): number {
  if (dtype === "bool") return Number(value !== 0);
  return dtype === "float32" ? value : Math.trunc(value);
}
