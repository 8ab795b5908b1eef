import { describe, expect, test } from "vitest";
import { bytesSource, type NpyArray, writeNpz } from "../io/index.js";
import { withFile } from "../io/source.node.js";
import { loadRepresentation, saveRepresentation } from "./file.js";
import { factorFromNames, factorFromNumbers, representation } from "./representation.js";

const recording = new URL("../../test/fixtures/numpy/recording.npz", import.meta.url).pathname;
const floats = (shape: number[], values: number[]): NpyArray => ({ shape, data: Float64Array.from(values) });
const load = (arrays: Record<string, NpyArray>, options = {}) =>
  loadRepresentation(bytesSource(writeNpz(arrays), "mine.npz"), options);

describe("what NumPy wrote with only activity and factors", () => {
  test("whole numbers are categories, others continuous", async () => {
    const loaded = await withFile(recording, (source) => loadRepresentation(source));
    expect([loaded.conditions, loaded.units]).toEqual([6, 2]);
    expect([...loaded.activity]).toEqual(Array.from({ length: 12 }, (_, i) => i));
    expect(loaded.factors).toEqual([
      factorFromNumbers("factors[0]", [0, 1, 0, 1, 0, 1]),
      factorFromNumbers("factors[1]", [0.5, 0.1, 0.9, 0.3, 0.2, 0.7]),
    ]);
  });

  test("unless told otherwise", async () => {
    const kinds = { "factors[0]": "continuous", 1: "circular" } as const;
    const loaded = await withFile(recording, (source) => loadRepresentation(source, { kinds, periods: { 1: 1 } }));
    expect(loaded.factors.map(({ kind }) => kind)).toEqual(["continuous", "circular"]);
    await expect(
      withFile(recording, (source) => loadRepresentation(source, { kinds: { speed: "continuous" } })),
    ).rejects.toThrow(/no factor "speed"; the factors are factors\[0\], factors\[1\]/);
  });
});

describe("saving", () => {
  const original = representation({
    activity: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    units: 2,
    unitNames: ["cell α", "cell β"],
    factors: [
      factorFromNumbers("heading", [10, 200, 350, 5], "circular", 360),
      factorFromNames("shape", ["heart", "square", "heart", "square"]),
      factorFromNumbers("dose", [3, 7, 3, 7]),
      factorFromNumbers("speed", [1, 2, 3, 4], "continuous"),
    ],
  });

  test("what is saved is loaded back, and always as the same bytes", async () => {
    const bytes = saveRepresentation(original);
    expect(await loadRepresentation(bytesSource(bytes))).toEqual(original);
    expect(saveRepresentation(original)).toEqual(bytes);
  });

  test("levels that are numbers are those numbers again when read as continuous", async () => {
    const kinds = { dose: "continuous" } as const;
    const loaded = await loadRepresentation(bytesSource(saveRepresentation(original)), { kinds });
    expect(loaded.factors[2]).toEqual({ name: "dose", kind: "continuous", values: Float64Array.of(3, 7, 3, 7) });
  });
});

describe("refused, naming file and array", () => {
  const activity = floats([4, 1], [1, 2, 3, 4]);
  const factors = floats([4, 1], [0.1, 0.2, 0.3, 0.4]);
  const version = (number: number): NpyArray => ({ shape: [], data: Int32Array.of(number) });
  test.each([
    [{ activity }, {}, /mine.npz holds no "factors"; it holds activity/],
    [{ activity, factors: floats([3, 1], [1, 2.5, 3]) }, {}, /4 conditions .* "factors" has 3/],
    [{ activity: floats([2, 2, 1], [1, 2, 3, 4]), factors }, {}, /"activity" has shape \(2, 2, 1\)/],
    [{ activity, factors, schema_version: version(2) }, {}, /"schema_version" is 2; this version of purecell reads 1/],
    [{ activity, factors, factor_kinds: { shape: [1], data: ["angular"] } }, {}, /holds "angular"; auto, categorical/],
    [{ activity, factors, factor_names: { shape: [2], data: ["a", "b"] } }, {}, /"factor_names" has 2 entries, not 1/],
    [{ activity, factors, unit_names: floats([1], [1]) }, {}, /"unit_names" holds numbers where strings/],
    [{ activity: { shape: [4], data: ["a", "b", "c", "d"] }, factors }, {}, /"activity" holds text/],
    [{ activity, factors: floats([4, 1], [0.5, 0.5, 0.5, 0.5]) }, {}, /"factors\[0\]" never changes/],
    [{ activity: floats([4, 1], [1, Number.NaN, 3, 4]), factors }, {}, /unit 0 \(column 0\) is NaN/],
    [{ activity, factors }, { kinds: { "factors[0]": "circular" } }, /"factors\[0\]" needs a period/],
  ])("%#", async (arrays, options, message) => {
    await expect(load(arrays, options)).rejects.toThrow(message);
  });

  test("text factors are names of levels", async () => {
    const loaded = await load({ activity, factors: { shape: [4, 1], data: ["a", "b", "a", "b"] } });
    expect(loaded.factors[0]).toEqual(factorFromNames("factors[0]", ["a", "b", "a", "b"]));
  });
});
