/** A traced function as plain data: the equations of the tensor library's Jaxpr. */
import type { Jaxpr } from "@jax-js/jax";

/** One primitive applied to variables and literals. Parameters are the library's own, by primitive. */
export type Equation = Jaxpr["eqns"][number];
/** A variable, or a scalar literal. */
export type Atom = Equation["inputs"][number];
export type Variable = Equation["outBinders"][number];
export type Literal = Exclude<Atom, Variable>;

export interface Program {
  readonly inputs: readonly Variable[];
  readonly equations: readonly Equation[];
  readonly outputs: readonly Atom[];
}

export const isLiteral = (atom: Atom): atom is Literal => "value" in atom;
