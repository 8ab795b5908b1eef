/** Where the values of a graph lie: some are another's entries under another name. */
import type { ElementType, Node } from "../native/onnx.js";
import { product } from "../native/view.js";
import { NoKernel } from "./errors.js";

/** Entries of an array of the memory, one behind the other. */
export interface Value {
  /** Name of the array. */
  readonly array: string;
  /** Of the first entry. */
  readonly offset: number;
  readonly shape: readonly number[];
  readonly dtype: ElementType;
}

export const sizeOf = ({ shape }: Pick<Value, "shape">): number => product(shape);

/** What a graph knows of a name. */
export interface Named {
  readonly shape: readonly number[];
  readonly dtype: ElementType;
}

export class Values {
  private readonly known = new Map<string, Value>();

  constructor(
    private readonly tensor: (name: string) => Named | undefined,
    private readonly constants: ReadonlyMap<string, ArrayLike<number>>,
  ) {}

  /** The value of a name; an array of its own where nothing else is known. */
  of(name: string): Value {
    const known = this.known.get(name);
    if (known) return known;
    const found = this.tensor(name);
    if (!found) throw new NoKernel(`what is called "${name}"`);
    if (sizeOf(found) === 0) throw new NoKernel("an array without entries");
    const value = { array: name, offset: 0, shape: found.shape, dtype: found.dtype };
    this.known.set(name, value);
    return value;
  }

  /** The numbers of a constant. */
  numbers(name: string): readonly number[] | undefined {
    const values = this.constants.get(name);
    return values && Array.from(values);
  }

  /** The only number of a constant. */
  number(name: string): number | undefined {
    const values = this.constants.get(name);
    return values?.length === 1 ? values[0] : undefined;
  }

  isConstant(name: string): boolean {
    return this.constants.has(name);
  }

  /** Learns of results that are entries of an operand; whether the node is done with that. */
  takesAsIs(node: Node): boolean {
    if (node.type === "Reshape") {
      this.rename(node.outputs[0], node.inputs[0], 0);
      return true;
    }
    if (node.type !== "Split") return this.learnStacked(node);
    const axis = axisOf(node);
    if (product(this.of(node.inputs[0]).shape.slice(0, axis)) > 1) return false;
    let offset = 0;
    for (const name of node.outputs) {
      this.rename(name, node.inputs[0], offset);
      offset += sizeOf(this.of(name));
    }
    return true;
  }

  private rename(name: string, source: string, offset: number): void {
    const from = this.of(source);
    const { shape, dtype } = this.of(name);
    this.known.set(name, { array: from.array, offset: from.offset + offset, shape, dtype });
  }

  /** Stacked operands have no shape of their own. */
  private learnStacked({ type, inputs, outputs: [name] }: Node): false {
    if (type === "Concat" && !this.tensor(name)) {
      const parts = inputs.map((input) => this.of(input));
      const rows = parts.reduce((sum, { shape }) => sum + shape[0], 0);
      this.known.set(name, { array: name, offset: 0, shape: parts[0].shape.with(0, rows), dtype: parts[0].dtype });
    }
    return false;
  }
}

export function axisOf({ attributes: { axis } }: Node): number {
  return axis?.kind === "integer" ? axis.value : 0;
}
