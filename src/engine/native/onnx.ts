/** The messages of ONNX models: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto (field numbers from there). */
import { Message } from "./protobuf.js";

export type ElementType = "float32" | "int32" | "uint32" | "int64" | "bool";

/** TensorProto.DataType */
export const DATA_TYPE: Readonly<Record<ElementType, number>> = { float32: 1, int32: 6, int64: 7, bool: 9, uint32: 12 };

const IR_VERSION = 9;
const OPERATOR_SET = 18;
/** Domain of onnxruntime's own operators, e.g. FusedMatMul. */
export const MICROSOFT = "com.microsoft";

/** A value on a graph: known by name, stored row-major. */
export interface Tensor {
  readonly name: string;
  readonly dtype: ElementType;
  readonly shape: readonly number[];
}

export type Attribute =
  | { readonly kind: "integer"; readonly value: number }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "integers"; readonly value: readonly number[] }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "graph"; readonly value: Message };

export type Attributes = Readonly<Record<string, Attribute>>;

export const integer = (value: number): Attribute => ({ kind: "integer", value });
export const float = (value: number): Attribute => ({ kind: "float", value });
export const integers = (value: readonly number[]): Attribute => ({ kind: "integers", value });
export const text = (value: string): Attribute => ({ kind: "text", value });
export const subgraph = (value: Message): Attribute => ({ kind: "graph", value });

export interface Node {
  readonly type: string;
  readonly domain: string;
  /** Names; empty where an optional input is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
  /** The primitive of the tensor library that it comes from; part of the node's name, so that errors can be traced back. */
  readonly origin: string;
}

function attributeMessage(name: string, attribute: Attribute): Message {
  const message = new Message().text(1, name);
  switch (attribute.kind) {
    case "float":
      return message.float(2, attribute.value).integer(20, 1);
    case "integer":
      return message.integer(3, attribute.value).integer(20, 2);
    case "text":
      return message.text(4, attribute.value).integer(20, 3);
    case "graph":
      return message.message(6, attribute.value).integer(20, 5);
    case "integers":
      for (const value of attribute.value) message.integer(8, value);
      return message.integer(20, 7);
  }
}

/** NodeProto */
export function nodeMessage(node: Node): Message {
  const message = new Message();
  for (const input of node.inputs) message.text(1, input);
  for (const output of node.outputs) message.text(2, output);
  message.text(3, `${node.origin}:${node.outputs[0]}`).text(4, node.type);
  for (const [name, attribute] of Object.entries(node.attributes)) {
    message.message(5, attributeMessage(name, attribute));
  }
  return node.domain === "" ? message : message.text(7, node.domain);
}

/** TensorProto of a constant; `bytes` are its entries, little-endian. */
export function constantMessage(tensor: Tensor, bytes: Uint8Array): Message {
  const message = new Message();
  for (const size of tensor.shape) message.integer(1, size);
  return message.integer(2, DATA_TYPE[tensor.dtype]).text(8, tensor.name).bytes(9, bytes);
}

/** ValueInfoProto: type and shape of a graph's input or output. A size given by name is known only when run. */
export function valueMessage(name: string, dtype: ElementType, shape: readonly (number | string)[]): Message {
  const sizes = new Message();
  for (const size of shape) {
    sizes.message(1, typeof size === "number" ? new Message().integer(1, size) : new Message().text(2, size));
  }
  const tensorType = new Message().integer(1, DATA_TYPE[dtype]).message(2, sizes);
  return new Message().text(1, name).message(2, new Message().message(1, tensorType));
}

/** GraphProto */
export function graphMessage(parts: {
  readonly name: string;
  readonly nodes: readonly Message[];
  readonly constants: readonly Message[];
  readonly inputs: readonly Message[];
  readonly outputs: readonly Message[];
}): Message {
  const message = new Message();
  for (const node of parts.nodes) message.message(1, node);
  message.text(2, parts.name);
  for (const constant of parts.constants) message.message(5, constant);
  for (const input of parts.inputs) message.message(11, input);
  for (const output of parts.outputs) message.message(12, output);
  return message;
}

/** ModelProto, ready for a session. */
export function modelBytes(graph: Message): Uint8Array {
  const operators = (domain: string, version: number) => new Message().text(1, domain).integer(2, version);
  return new Message()
    .integer(1, IR_VERSION)
    .text(2, "purecell")
    .message(7, graph)
    .message(8, operators("", OPERATOR_SET))
    .message(8, operators(MICROSOFT, 1))
    .finish();
}
