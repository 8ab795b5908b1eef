import { describe, expect, test } from "vitest";
import { normals } from "../../../test/support/nativeReference.js";
import type { HostTensor } from "../protocols.js";
import { Graph } from "./graph.js";
import { integer, modelBytes, type Tensor } from "./onnx.js";
import { partName } from "./parts.js";
import { Session } from "./session.node.js";

const LENGTH = 100;
/** Of parts of 16 entries, the first is one piece, the next four share the second. */
const PIECES = [40, 3, 5, 2, 6, 44];
const PART = 16;
const axis = { axis: integer(0) };

interface Update {
  readonly graph: Graph;
  readonly outputs: readonly string[];
}

/** A momentum update of weights that pass through exponentials, piece by piece; `more` adds to the graph what it returns besides. */
function update(pieces: readonly number[], more: (graph: Graph, velocity: Tensor) => Tensor[] = () => []): Update {
  const graph = new Graph("g");
  graph.input("steps", "int64", []);
  const [weights, velocity] = [graph.input("w", "float32", [LENGTH]), graph.input("v", "float32", [LENGTH])];
  const results = PIECES.map((length) => ({ dtype: "float32" as const, shape: [length] }));
  const split = graph.applyMany("Split", [weights, graph.sizes(PIECES)], results, { attributes: axis });
  const cuts = pieces === PIECES ? split : [graph.apply("Exp", [weights], [LENGTH])];
  const gradient = graph.apply(
    "Concat",
    cuts.map((piece) => graph.apply("Exp", [piece], piece.shape)),
    [LENGTH],
    { attributes: axis },
  );
  const slowed = graph.apply("Mul", [velocity, graph.scalar("float32", 0.9)], [LENGTH]);
  const next = graph.apply("Add", [slowed, gradient], [LENGTH]);
  const results2 = [graph.apply("Sub", [weights, next], [LENGTH]), next, ...more(graph, next), ...split.slice(1, 2)];
  return { graph, outputs: results2.map((result) => graph.output(result)) };
}

const length = (graph: Graph, velocity: Tensor): Tensor[] => {
  const norm = graph.apply("ReduceSumSquare", [velocity], [], { attributes: { keepdims: integer(0) } });
  return [norm, graph.apply("Mul", [velocity, norm], [LENGTH])];
};

async function results(bytes: Uint8Array, inputs: ReadonlyMap<string, HostTensor>) {
  const session = await Session.create(bytes);
  const found = await session.run(inputs, 1);
  await session.release();
  return found;
}

const cutInto = (name: string, { data }: HostTensor, lengths: readonly number[]) =>
  lengths.map((count, part): [string, HostTensor] => {
    const start = lengths.slice(0, part).reduce((a, b) => a + b, 0);
    return [partName(name, part), { shape: [count], data: data.slice(start, start + count) }];
  });

test.each([
  ["pieces of any length", () => update(PIECES)],
  ["and what needs a whole vector", () => update(PIECES, length)],
])("in parts the same bits: %s", async (_, make) => {
  const [w, v] = [normals(LENGTH), normals(LENGTH)];
  const whole = make();
  const expected = await results(modelBytes(whole.graph.finish()), new Map(Object.entries({ w, v })));
  const { graph, outputs } = make();
  const vectors = outputs.filter((name) => expected.get(name)?.data.length === LENGTH);
  const { message, lengths = [] } = graph.finishInParts({ length: LENGTH, inputs: ["w", "v"], outputs: vectors }, PART);
  expect(lengths).toEqual([13, 14, 13, 16, 15, 14, 15]);
  const found = await results(modelBytes(message), new Map([...cutInto("w", w, lengths), ...cutInto("v", v, lengths)]));
  for (const name of outputs) {
    const inParts = lengths.flatMap((__, part) => [...(found.get(partName(name, part))?.data ?? [])]);
    expect([...(found.get(name)?.data ?? inParts)]).toEqual([...(expected.get(name)?.data ?? [])]);
  }
  expect(found.has(partName(vectors[0], 6))).toBe(true);
});

describe("vectors stay whole", () => {
  const inParts = ({ graph, outputs }: Update, part: number) =>
    graph.finishInParts({ length: LENGTH, inputs: ["w", "v"], outputs: outputs.slice(0, 2) }, part).lengths;

  test("that are short", () => {
    expect(inParts(update(PIECES), 25)).toBeDefined();
    expect(inParts(update(PIECES), 26)).toBeUndefined();
  });

  test("that are joined of other pieces than they are split into", () => {
    expect(inParts(update([LENGTH]), PART)).toBeUndefined();
  });

  test("that do not follow entry by entry", () => {
    const { graph, outputs } = update(PIECES, (of, velocity) => [
      of.apply("CumSum", [velocity, of.constant("int64", [], [0])], [LENGTH]),
    ]);
    expect(graph.finishInParts({ length: LENGTH, inputs: ["w", "v"], outputs }, PART).lengths).toBeUndefined();
  });
});
