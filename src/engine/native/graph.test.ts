import { describe, expect, test } from "vitest";
import { Graph } from "./graph.js";
import { float, integer, type Node, type Tensor } from "./onnx.js";

function gemmGraph() {
  const graph = new Graph("g");
  const [a, b] = [graph.input("a", "float32", [2, 3]), graph.input("b", "float32", [3, 4])];
  return { graph, a, b, product: graph.apply("Gemm", [a, b], [2, 4]) };
}

const types = (nodes: readonly Node[]): string[] => nodes.map((node) => node.type);

/** The one node of the finished graph. */
function only(graph: Graph, result: Tensor): Node {
  graph.output(result);
  const nodes = graph.fusedNodes();
  expect(types(nodes)).toEqual(["Gemm"]);
  return nodes[0];
}

describe("sharing", () => {
  test("equal nodes are one, whatever the order of a sum", () => {
    const { graph, a } = gemmGraph();
    const c = graph.input("c", "float32", [2, 3]);
    expect(graph.apply("Add", [a, c], [2, 3])).toBe(graph.apply("Add", [c, a], [2, 3]));
    expect(graph.apply("Sub", [a, c], [2, 3])).not.toBe(graph.apply("Sub", [c, a], [2, 3]));
  });

  test("equal constants are one, but 0 is not -0", () => {
    const graph = new Graph("g");
    expect(graph.scalar("float32", 2)).toBe(graph.scalar("float32", 2));
    expect(graph.scalar("float32", 0)).not.toBe(graph.scalar("float32", -0));
    expect(graph.scalar("float32", 2)).not.toBe(graph.scalar("int32", 2));
  });

  test("what no output needs is left out; reshaping to the same shape costs nothing", () => {
    const { graph, a, product } = gemmGraph();
    graph.apply("Exp", [a], [2, 3]);
    graph.output(graph.reshape(product, [2, 4]));
    expect(types(graph.fusedNodes())).toEqual(["Gemm"]);
  });

  test("an input, a constant or a repeated result is copied to become an output", () => {
    const { graph, a, product } = gemmGraph();
    const names = [
      graph.output(a),
      graph.output(product),
      graph.output(product),
      graph.output(graph.scalar("bool", 1)),
    ];
    expect(new Set(names).size).toBe(4);
    expect(types(graph.fusedNodes())).toEqual(["Gemm", "Identity", "Identity", "Identity"]);
  });
});

describe("matrix products take in what follows", () => {
  test("alpha, beta and C of 3 (A B - c) and of c - A B", () => {
    const first = gemmGraph();
    const c = first.graph.input("c", "float32", [4]);
    const difference = first.graph.apply("Sub", [first.product, c], [2, 4]);
    const scaled = first.graph.apply("Mul", [difference, first.graph.scalar("float32", 3)], [2, 4]);
    expect(only(first.graph, scaled)).toMatchObject({
      inputs: ["a", "b", "c"],
      attributes: { alpha: float(3), beta: float(-3) },
    });

    const second = gemmGraph();
    const d = second.graph.input("d", "float32", [2, 1]);
    expect(only(second.graph, second.graph.apply("Sub", [d, second.product], [2, 4]))).toMatchObject({
      inputs: ["a", "b", "d"],
      attributes: { alpha: float(-1), beta: float(1) },
    });
  });

  test("a multiple that is added: its factor becomes beta, and the multiple is gone", () => {
    const { graph, product } = gemmGraph();
    const c = graph.input("c", "float32", [2, 4]);
    const multiple = graph.apply("Mul", [c, graph.scalar("float32", 0.5)], [2, 4]);
    expect(only(graph, graph.apply("Sub", [product, multiple], [2, 4]))).toMatchObject({
      inputs: ["a", "b", "c"],
      attributes: { alpha: float(1), beta: float(-0.5) },
    });
  });

  test("a multiple of a product that was taken in is added as it is", () => {
    const { graph, a, product } = gemmGraph();
    const half = graph.apply("Mul", [product, graph.constant("float32", [], new Float32Array([0.5]))], [2, 4]);
    const other = graph.apply("Gemm", [a, graph.input("d", "float32", [3, 4])], [2, 4]);
    graph.output(graph.apply("Add", [half, other], [2, 4]));
    graph.output(half);
    const nodes = graph.fusedNodes();
    const known = new Set(["a", "b", "d"]);
    for (const { inputs, outputs } of nodes) {
      for (const name of inputs) expect(known.has(name), `${name} is made before it is read`).toBe(true);
      for (const name of outputs) known.add(name);
    }
  });

  test("a vector added to its last axis under another shape", () => {
    const { graph, product } = gemmGraph();
    const sum = graph.apply("Add", [graph.reshape(product, [1, 2, 4]), graph.input("c", "float32", [4])], [1, 2, 4]);
    graph.output(graph.apply("Relu", [sum], [1, 2, 4]));
    expect(graph.fusedNodes()).toMatchObject([
      { type: "Gemm", inputs: ["a", "b", "c"], attributes: { beta: float(1) } },
      { type: "Reshape" },
      { type: "Relu" },
    ]);
  });

  test("no vector along an axis that is none of its own", () => {
    const { graph, product } = gemmGraph();
    const turned = graph.reshape(product, [4, 2]);
    graph.output(graph.apply("Add", [turned, graph.input("c", "float32", [2])], [4, 2]));
    expect(types(graph.fusedNodes())).toEqual(["Gemm", "Reshape", "Add"]);
  });

  test("not when the product is read elsewhere, or the sum is larger than it", () => {
    const shared = gemmGraph();
    shared.graph.output(shared.graph.apply("Neg", [shared.product], [2, 4]));
    shared.graph.output(shared.product);
    expect(types(shared.graph.fusedNodes())).toEqual(["Gemm", "Neg"]);

    const larger = gemmGraph();
    const c = larger.graph.input("c", "float32", [5, 2, 4]);
    larger.graph.output(larger.graph.apply("Add", [larger.product, c], [5, 2, 4]));
    expect(types(larger.graph.fusedNodes())).toEqual(["Gemm", "Add"]);
  });
});

/** A sum of `count` products A' B of matrices with two rows, each added to the last. */
function sumOfProducts(count: number, factor = 1) {
  const graph = new Graph("g");
  const attributes = { transA: integer(1), alpha: float(factor) };
  const terms = Array.from({ length: count }, (_, k) => {
    const operands = [graph.input(`a${k}`, "float32", [2, 3]), graph.input(`b${k}`, "float32", [2, 4])];
    return graph.apply("Gemm", operands, [3, 4], { attributes });
  });
  const total = terms.reduce((sum, term) => graph.apply("Add", [sum, term], [3, 4]));
  return { graph, terms, total };
}

describe("sums of products are stacked", () => {
  test("into one product, each pair of matrices once", () => {
    const { graph, total } = sumOfProducts(5, 0.5);
    graph.output(total);
    const nodes = graph.fusedNodes();
    expect(types(nodes)).toEqual(["Concat", "Concat", "Gemm"]);
    expect(nodes.map(({ inputs }) => inputs.length)).toEqual([5, 5, 2]);
    const [left, right] = nodes.map(({ inputs }) => inputs.map((name) => Number(name.slice(1))));
    expect(left.toSorted()).toEqual([0, 1, 2, 3, 4]);
    expect(right).toEqual(left);
    expect(nodes[2].attributes).toEqual({ transA: integer(1), alpha: float(0.5) });
  });

  test("not when they are few, or a part of the sum is read elsewhere", () => {
    const few = sumOfProducts(3);
    few.graph.output(few.total);
    expect(types(few.graph.fusedNodes())).toEqual(["Gemm", "Gemm", "Gemm"]);

    const shared = sumOfProducts(5);
    shared.graph.output(shared.total);
    shared.graph.output(shared.graph.apply("Exp", [shared.terms[0]], [3, 4]));
    expect(types(shared.graph.fusedNodes())).not.toContain("Concat");
  });
});
