/** What the lowering of one equation may see: the graph it adds to, and the values and definitions of the others. */
import { UnsupportedPrimitive } from "./errors.js";
import type { Graph } from "./graph.js";
import type { ElementType } from "./onnx.js";
import { type Atom, type Equation, isLiteral, type Program, type Variable } from "./program.js";
import { uniform, type View } from "./view.js";

/** Lowers one equation: operands in, results out. Looks at `lowering` for context beyond its operands. */
export type Rule = (lowering: Lowering, equation: Equation, operands: readonly View[]) => readonly View[];

const ELEMENT_TYPES: readonly ElementType[] = ["float32", "int32", "uint32", "bool"];

/** The ONNX type of a library type. Throws UnsupportedPrimitive for the others (float16, float64). */
export function elementType(dtype: string): ElementType {
  const found = ELEMENT_TYPES.find((known) => known === dtype);
  if (!found) throw new UnsupportedPrimitive(dtype, "numbers are float32, int32, uint32 or bool");
  return found;
}

export class Lowering {
  private readonly values = new Map<Atom, View>();
  private readonly definitions = new Map<Atom, Equation>();
  private readonly users = new Map<Atom, Equation[]>();

  constructor(
    readonly graph: Graph,
    program: Program,
    inputs: readonly View[],
  ) {
    program.inputs.forEach((variable, i) => {
      this.values.set(variable, inputs[i]);
    });
    for (const equation of program.equations) this.index(equation);
  }

  value(atom: Atom): View {
    if (isLiteral(atom)) return uniform(Number(atom.value), elementType(atom.aval.dtype));
    const view = this.values.get(atom);
    if (!view) throw new RangeError("a variable is used before it is defined");
    return view;
  }

  define(variable: Variable, view: View): void {
    this.values.set(variable, view);
  }

  /** The equation that defines an atom, if it is one of the given primitive. */
  definition(atom: Atom, primitive: string): Equation | undefined {
    const equation = this.definitions.get(atom);
    return equation?.primitive === primitive ? equation : undefined;
  }

  /** The equations that read an atom. */
  uses(atom: Atom): readonly Equation[] {
    return this.users.get(atom) ?? [];
  }

  private index(equation: Equation): void {
    for (const variable of equation.outBinders) this.definitions.set(variable, equation);
    for (const atom of equation.inputs) this.users.set(atom, [...(this.users.get(atom) ?? []), equation]);
  }
}

/** Shape of an equation's first result. */
export const resultDims = (equation: Equation): readonly number[] => equation.outBinders[0].aval.shape;

export const resultType = (equation: Equation): ElementType => elementType(equation.outBinders[0].aval.dtype);
