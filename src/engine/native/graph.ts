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
import { divide, partName, type Vectors } from "./parts.js";
import type { Message } from "./protobuf.js";
import { stackSums } from "./stack.js";
import { product } from "./view.js";

export interface ApplyOptions {
  /** Of the result; the first operand's when left out. */
  readonly dtype?: ElementType;
  readonly attributes?: Attributes;
  readonly domain?: string;
}

/** What crosses the border of a graph; a size given by name is known only when run. */
interface Port {
  readonly name: string;
  readonly dtype: ElementType;
  readonly shape: readonly (number | string)[];
}

interface Constant {
  readonly tensor: Tensor;
  readonly values: ArrayLike<number>;
  readonly bytes: Uint8Array;
}

/** Operators whose operands may change places. */
const COMMUTATIVE: ReadonlySet<string> = new Set(["Add", "Mul", "Max", "Min", "And", "Or", "Xor", "Equal"]);

/** What is infinite for one of a product's results is so for all: they are finite, or the training has diverged. */
const PRODUCTS: ReadonlySet<string> = new Set(["Gemm", "FusedMatMul", "Conv", "ConvTranspose"]);

/** Operators whose results are finite where their operands are, overflow aside. */
const KEEPS_FINITE: ReadonlySet<string> = new Set(
  "Add Cast Concat Expand Gather HardSigmoid Identity Max Min Mul Neg Pad ReduceSum ReduceSumSquare Relu Reshape Slice Split Sub Tanh Transpose Where".split(
    " ",
  ),
);

/** Nodes of the same key compute the same; undefined where that cannot be told. */
function keyOf(type: string, inputs: readonly string[], attributes: Attributes): string | undefined {
  if (Object.values(attributes).some((attribute) => attribute.kind === "graph")) return undefined;
  return JSON.stringify([type, COMMUTATIVE.has(type) ? inputs.toSorted() : inputs, attributes]);
}

/** Constants of at most this many bytes are compared with those already there. */
const LARGEST_SHARED = 65_536;

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

const portMessage = ({ name, dtype, shape }: Port): Message => valueMessage(name, dtype, shape);

/** A vector that is named as its parts, anything else as it is. */
const inParts = (port: Port, vectors: readonly string[], lengths: readonly number[]): Port[] =>
  vectors.includes(port.name)
    ? lengths.map((length, part) => ({ ...port, name: partName(port.name, part), shape: [length] }))
    : [port];

/** What will run a graph; some things are fast on one and slow on the other. */
export type Runtime = "onnxruntime" | "kernels";

export class Graph {
  private readonly nodes: Node[] = [];
  private readonly constants: Constant[] = [];
  private readonly inputs: Port[] = [];
  private readonly outputs: Port[] = [];
  /** Results by what computes them. */
  private readonly known = new Map<string, Tensor[]>();
  /** Nodes by their results. */
  private readonly makers = new Map<string, Node>();
  /** Results that may be infinite or NaN though what goes in is finite. */
  private readonly unbounded = new Set<string>();
  private readonly tensors = new Map<string, Tensor>();
  /** Scalar constants. */
  private readonly numbers = new Map<string, number>();
  private created = 0;
  private origin = "";

  /** Names start with `prefix`; a graph inside another needs its own. */
  constructor(
    readonly prefix: string,
    readonly runtime: Runtime = "onnxruntime",
  ) {}

  input(name: string, dtype: ElementType, shape: readonly (number | string)[]): Tensor {
    this.inputs.push({ name, dtype, shape });
    const sizes = shape.map((length) => (typeof length === "number" ? length : -1));
    const tensor = { name, dtype, shape: sizes };
    this.tensors.set(name, tensor);
    return tensor;
  }

  /**
   * Declares a result. Results have names of their own: a tensor that is an input, a constant or already a result is
   * copied first. Returns the name.
   */
  output(tensor: Tensor, shape: readonly (number | string)[] = tensor.shape): string {
    const taken = !this.makers.has(tensor.name) || this.outputs.some((output) => output.name === tensor.name);
    const name = taken ? this.copy(tensor) : tensor.name;
    this.outputs.push({ name, dtype: tensor.dtype, shape });
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

  /** The result of such a node, where there is one already. */
  found(type: string, operands: readonly Tensor[]): Tensor | undefined {
    const key = keyOf(
      type,
      operands.map(({ name }) => name),
      {},
    );
    return key === undefined ? undefined : this.known.get(key)?.[0];
  }

  /** One node with several results. */
  applyMany(
    type: string,
    operands: readonly (Tensor | undefined)[],
    results: readonly Omit<Tensor, "name">[],
    { attributes = {}, domain = "" }: ApplyOptions = {},
  ): Tensor[] {
    const inputs = operands.map((operand) => operand?.name ?? "");
    const key = keyOf(type, inputs, attributes);
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
    const mayBeInfinite =
      !PRODUCTS.has(type) && (!KEEPS_FINITE.has(type) || inputs.some((name) => this.unbounded.has(name)));
    for (const tensor of tensors) {
      const { name } = tensor;
      this.makers.set(name, node);
      this.tensors.set(name, tensor);
      if (mayBeInfinite) this.unbounded.add(name);
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
    this.constants.push({ tensor, values, bytes });
    this.tensors.set(tensor.name, tensor);
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

  tensor(name: string): Tensor | undefined {
    return this.tensors.get(name);
  }

  /** The numbers of every constant, by name. */
  constantValues(): ReadonlyMap<string, ArrayLike<number>> {
    return new Map(this.constants.map(({ tensor, values }) => [tensor.name, values]));
  }

  /** The node that computes a tensor; undefined for inputs and constants. */
  maker(tensor: Tensor): Node | undefined {
    return this.makers.get(tensor.name);
  }

  /** The number of a scalar constant. */
  numberOf(name: string): number | undefined {
    return this.numbers.get(name);
  }

  /** Data may hold NaN where something is missing. */
  mayBeMissing(tensor: Tensor): Tensor {
    this.unbounded.add(tensor.name);
    return tensor;
  }

  /** Whether a tensor is finite as long as the state, and what products give, is. */
  staysFinite(tensor: Tensor): boolean {
    return !this.unbounded.has(tensor.name);
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
    const facts = this.facts();
    // A multiple whose factor a product has taken in may have no other reader.
    return stackSums(this.needed(fuse(this.needed(this.nodes), facts)), facts);
  }

  private facts(): Facts {
    return {
      shapeOf: (name) => this.tensors.get(name)?.shape,
      numberOf: (name) => this.numberOf(name),
      kept: new Set(this.outputs.map((output) => output.name)),
    };
  }

  finish(): Message {
    return this.message(this.fusedNodes(), this.inputs, this.outputs);
  }

  /** The graph with long vectors that go in and out in parts of these lengths, at most `part` each; whole where there are none. */
  finishInParts(
    vectors: Vectors,
    part?: number,
  ): { readonly message: Message; readonly lengths: readonly number[] | undefined } {
    const nodes = this.fusedNodes();
    const divided = divide(nodes, vectors, this.facts(), (lengths) => this.sizes(lengths).name, part);
    if (!divided) return { message: this.message(nodes, this.inputs, this.outputs), lengths: undefined };
    const { lengths } = divided;
    const inputs = this.inputs.flatMap((port) => inParts(port, vectors.inputs, lengths));
    const outputs = this.outputs.flatMap((port) => inParts(port, vectors.outputs, lengths));
    return { message: this.message(divided.nodes, inputs, outputs), lengths };
  }

  private message(nodes: readonly Node[], inputs: readonly Port[], outputs: readonly Port[]): Message {
    const used = new Set([...nodes.flatMap((node) => node.inputs), ...outputs.map((output) => output.name)]);
    return graphMessage({
      name: this.prefix,
      nodes: nodes.map(nodeMessage),
      constants: this.constants
        .filter(({ tensor }) => used.has(tensor.name))
        .map(({ tensor, bytes }) => constantMessage(tensor, bytes)),
      inputs: inputs.map(portMessage),
      outputs: outputs.map(portMessage),
    });
  }

  /** Declares a result under a given name. */
  outputAs(name: string, tensor: Tensor, shape: readonly (number | string)[] = tensor.shape): void {
    this.copyAs(name, tensor);
    this.outputs.push({ name, dtype: tensor.dtype, shape });
  }

  private copy(tensor: Tensor): string {
    const name = this.fresh();
    this.copyAs(name, tensor);
    return name;
  }

  private copyAs(name: string, tensor: Tensor): void {
    this.tensors.set(name, { ...tensor, name });
    const [inputs, outputs] = [[tensor.name], [name]];
    this.nodes.push({ type: "Identity", domain: "", inputs, outputs, attributes: {}, origin: this.origin });
  }

  private fresh(): string {
    return `${this.prefix}${this.created++}`;
  }
}
