/** What a training step cannot do without: the arithmetic of its products, and the parameters that pass through. */
import type { Equation } from "../src/engine/native/program.js";
import { traceStep } from "../src/engine/native/trace.js";
import { startEngine } from "../src/engine/start.js";
import { stepOf, type Workload } from "./workloads.js";

export interface Cost {
  /** Additions and multiplications of all matrix products and convolutions of a step, backward ones included. */
  readonly operations: number;
  readonly parameters: number;
}

export async function costOf(workload: Workload): Promise<Cost> {
  await startEngine();
  const { step, example } = stepOf(workload);
  const { program } = traceStep(step, example);
  const operations = program.equations.reduce((sum, equation) => sum + operationsOf(equation), 0);
  return { operations, parameters: example.state.parameters.data.length };
}

const product = (lengths: readonly number[]): number => lengths.reduce((a, b) => a * b, 1);

function operationsOf({ primitive, inputs, outBinders, params }: Equation): number {
  const shapes = inputs.map(({ aval }): readonly number[] => aval.shape);
  const results = outBinders.length === 0 ? 0 : product(outBinders[0].aval.shape);
  if (primitive === "dot") return 2 * results * Math.max(...shapes.map((shape) => shape[shape.length - 1]));
  if (primitive !== "conv") return 0;
  // Between the pixels of a spread-out image lie zeros, which nobody needs to multiply.
  const spread: readonly number[] = params.lhsDilation;
  return (2 * results * product(shapes[1].slice(1))) / product(spread);
}
