/** A graph of ONNX nodes under construction: equal nodes are shared, unused ones are left out. */
import { type Facts, fuse } from "./fuse.js";
import {
  type Attributes,
  constantMessage,
  type ElementType,
  graphMessage,
  type Node,
  nodeMessage,
  type Tensor,
  valueMessage,
} from "./onnx.js";
import type { Message } from "./protobuf.js";
import { stackSums } from "./stack.js";
import { product } from "./view.js";

export interface ApplyOptions {
  /** Of the result; the first operand's when left out. */
  readonly dtype?: ElementType;
  readonly attributes?: Attributes;
  readonly domain?: string;
}

interface Constant {
  readonly tensor: Tensor;
  readonly bytes: Uint8Array;
}

/** Operators whose operands may change places. */
const COMMUTATIVE: ReadonlySet<string> = new Set(["Add", "Mul", "Max", "Min", "And", "Or", "Xor", "Equal"]);

/** Constants of at most this many bytes are compared with those already there. */
const LARGEST_SHARED = 8192;

function entryBytes(dtype: ElementType, values: ArrayLike<number>): Uint8Array {
  switch (dtype) {
    case "float32":
      return new Uint8Array(Float32Array.from(values).buffer);
    case "int32":
      return new Uint8Array(Int32Array.from(values).buffer);
    case "uint32":
      return new Uint8Array(Uint32Array.from(values).buffer);
    case "int64":
      return new Uint8Array(BigInt64Array.from(Array.from(values), BigInt).buffer);
    case "bool":
      return Uint8Array.from(values, Number);
  }
}

export class Graph {
  private readonly nodes: Node[] = [];
  private readonly constants: Constant[] = [];
  private readonly inputs: Message[] = [];
  private readonly outputs: { readonly name: string; readonly message: Message }[] = [];
  /** Results by what computes them. */
  private readonly known = new Map<string, Tensor[]>();
  private readonly computed = new Set<string>();
  private readonly shapes = new Map<string, readonly number[]>();
  /** Scalar constants. */
  private readonly numbers = new Map<string, number>();
  private created = 0;
  private origin = "";

  /** Names start with `prefix`; a graph inside another needs its own. */
  constructor(readonly prefix: string) {}

  input(name: string, dtype: ElementType, shape: readonly (number | string)[]): Tensor {
    this.inputs.push(valueMessage(name, dtype, shape));
    const sizes = shape.map((length) => (typeof length === "number" ? length : -1));
    this.shapes.set(name, sizes);
    return { name, dtype, shape: sizes };
  }

  /**
   * Declares a result. Results have names of their own: a tensor that is an input, a constant or already a result is
   * copied first. Returns the name.
   */
  output(tensor: Tensor, shape: readonly (number | string)[] = tensor.shape): string {
    const taken = !this.computed.has(tensor.name) || this.outputs.some((output) => output.name === tensor.name);
    const name = taken ? this.copy(tensor) : tensor.name;
    this.outputs.push({ name, message: valueMessage(name, tensor.dtype, shape) });
    return name;
  }

  /** Nodes added from now on come from this primitive. */
  startPrimitive(primitive: string): void {
    this.origin = primitive;
  }

  /** One node with one result of the given shape. */
  apply(type: string, operands: readonly Tensor[], shape: readonly number[], options: ApplyOptions = {}): Tensor {
    return this.applyMany(type, operands, [{ shape, dtype: options.dtype ?? operands[0].dtype }], options)[0];
  }

  /** One node with several results. */
  applyMany(
    type: string,
    operands: readonly (Tensor | undefined)[],
    results: readonly Omit<Tensor, "name">[],
    { attributes = {}, domain = "" }: ApplyOptions = {},
  ): Tensor[] {
    const inputs = operands.map((operand) => operand?.name ?? "");
    const key = Object.values(attributes).some((attribute) => attribute.kind === "graph")
      ? undefined
      : JSON.stringify([type, COMMUTATIVE.has(type) ? inputs.toSorted() : inputs, attributes]);
    const existing = key === undefined ? undefined : this.known.get(key);
    if (existing) return existing;
    const tensors = results.map((result) => ({ name: this.fresh(), ...result }));
    const node: Node = {
      type,
      domain,
      inputs,
      outputs: tensors.map((tensor) => tensor.name),
      attributes,
      origin: this.origin,
    };
    this.nodes.push(node);
    for (const { name, shape } of tensors) {
      this.computed.add(name);
      this.shapes.set(name, shape);
    }
    if (key !== undefined) this.known.set(key, tensors);
    return tensors;
  }

  /** A constant; small equal ones are shared. */
  constant(dtype: ElementType, shape: readonly number[], values: ArrayLike<number>): Tensor {
    const bytes = entryBytes(dtype, values);
    const key = bytes.length <= LARGEST_SHARED ? `${dtype} ${shape} ${bytes}` : undefined;
    const existing = key === undefined ? undefined : this.known.get(key);
    if (existing) return existing[0];
    const tensor: Tensor = { name: this.fresh(), dtype, shape };
    this.constants.push({ tensor, bytes });
    this.shapes.set(tensor.name, shape);
    if (shape.length === 0) this.numbers.set(tensor.name, values[0]);
    if (key !== undefined) this.known.set(key, [tensor]);
    return tensor;
  }

  scalar(dtype: ElementType, value: number): Tensor {
    return this.constant(dtype, [], [value]);
  }

  /** A vector of shape or axis numbers. */
  sizes(values: readonly number[]): Tensor {
    return this.constant("int64", [values.length], values);
  }

  /** The same entries under another shape; costs nothing where the shape is already so. */
  reshape(tensor: Tensor, shape: readonly number[]): Tensor {
    if (shape.length === tensor.shape.length && shape.every((length, axis) => length === tensor.shape[axis])) {
      return tensor;
    }
    if (product(shape) !== product(tensor.shape))
      throw new RangeError(`[${tensor.shape}] does not reshape to [${shape}]`);
    return this.apply("Reshape", [tensor, this.sizes(shape)], shape);
  }

  /** Of the nodes given, those that the outputs need, in the order of computation. */
  private needed(nodes: readonly Node[]): readonly Node[] {
    const needed = new Set(this.outputs.map((output) => output.name));
    const live: Node[] = [];
    for (const node of nodes.toReversed()) {
      if (!node.outputs.some((name) => needed.has(name))) continue;
      live.push(node);
      for (const name of node.inputs) needed.add(name);
    }
    return live.reverse();
  }

  /** The nodes as they will run. */
  fusedNodes(): readonly Node[] {
    const facts: Facts = {
      shapeOf: (name) => this.shapes.get(name),
      numberOf: (name) => this.numbers.get(name),
      kept: new Set(this.outputs.map((output) => output.name)),
    };
    // A multiple whose factor a product has taken in may have no other reader.
    return stackSums(this.needed(fuse(this.needed(this.nodes), facts)), facts);
  }

  finish(): Message {
    const nodes = this.fusedNodes();
    const used = new Set([...nodes.flatMap((node) => node.inputs), ...this.outputs.map((output) => output.name)]);
    return graphMessage({
      name: this.prefix,
      nodes: nodes.map(nodeMessage),
      constants: this.constants
        .filter(({ tensor }) => used.has(tensor.name))
        .map(({ tensor, bytes }) => constantMessage(tensor, bytes)),
      inputs: this.inputs,
      outputs: this.outputs.map((output) => output.message),
    });
  }

  /** Declares a result under a given name. */
  outputAs(name: string, tensor: Tensor, shape: readonly (number | string)[] = tensor.shape): void {
    this.copyAs(name, tensor);
    this.outputs.push({ name, message: valueMessage(name, tensor.dtype, shape) });
  }

  private copy(tensor: Tensor): string {
    const name = this.fresh();
    this.copyAs(name, tensor);
    return name;
  }

  private copyAs(name: string, tensor: Tensor): void {
    const [inputs, outputs] = [[tensor.name], [name]];
    this.nodes.push({ type: "Identity", domain: "", inputs, outputs, attributes: {}, origin: this.origin });
  }

  private fresh(): string {
    return `${this.prefix}${this.created++}`;
  }
}
