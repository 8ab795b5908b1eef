/** A traced program onto a graph, equation by equation. */
import { UnsupportedPrimitive } from "./errors.js";
import type { Graph } from "./graph.js";
import { Lowering } from "./lowering.js";
import type { Equation, Program } from "./program.js";
import { rules } from "./rules/index.js";
import { equalNumbers, type View } from "./view.js";

/**
 * Adds the program to the graph and returns its results as views.
 * Throws UnsupportedPrimitive, naming the primitive, where ONNX has no counterpart.
 */
export function lower(graph: Graph, program: Program, inputs: readonly View[]): View[] {
  const lowering = new Lowering(graph, program, inputs);
  for (const equation of program.equations) lowerEquation(lowering, equation);
  graph.startPrimitive("");
  return program.outputs.map((atom) => lowering.value(atom));
}

function lowerEquation(lowering: Lowering, equation: Equation): void {
  const rule = rules[equation.primitive];
  if (!rule) throw new UnsupportedPrimitive(equation.primitive);
  lowering.graph.startPrimitive(equation.primitive);
  const operands = equation.inputs.map((atom) => lowering.value(atom));
  const results = rule(lowering, equation, operands);
  equation.outBinders.forEach((variable, i) => {
    if (!equalNumbers(results[i].dims, variable.aval.shape)) {
      throw new RangeError(`"${equation.primitive}" gave [${results[i].dims}] instead of [${variable.aval.shape}]`);
    }
    lowering.define(variable, results[i]);
  });
}
