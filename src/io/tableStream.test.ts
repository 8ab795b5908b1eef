import fc from "fast-check";
import { expect, test } from "vitest";
import { arrayTable, openNpyArray, openNpzArrays } from "./arrayStream.js";
import { latin1 } from "./latin1.js";
import { encodeNpy } from "./npy.js";
import { writeNpz } from "./npz.js";
import { bytesSource } from "./source.js";
import { csvStream, type TableStream } from "./tableStream.js";

const text = (content: string) => bytesSource(new TextEncoder().encode(content), "t.csv");

/** All rows of the columns, as numbers, by column. */
async function numbers(table: TableStream, columns: readonly number[]): Promise<number[][]> {
  const out: number[][] = columns.map(() => []);
  for await (const batch of table.read(columns.map((column) => ({ column, as: "numbers" })))) {
    batch.columns.forEach((values, k) => {
      for (const value of values) out[k].push(Number(value));
    });
  }
  return out;
}

/** A matrix in NumPy's column-major order. */
function fortran(rows: number, columns: number, data: Float64Array): Uint8Array {
  const turned = data.map((_, at) => data[(at % rows) * columns + Math.floor(at / rows)]);
  const bytes = encodeNpy({ shape: [rows, columns], data: turned });
  const header = latin1(bytes.subarray(0, 128)).replace("False", "True ");
  return Uint8Array.from(bytes, (byte, at) => (at < 128 ? header.charCodeAt(at) : byte));
}

const table = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 5 })).chain(([rows, columns]) =>
  fc.tuple(
    fc.constant(rows),
    fc.constant(columns),
    fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
      minLength: rows * columns,
      maxLength: rows * columns,
    }),
    fc.shuffledSubarray(
      Array.from({ length: columns }, (_, i) => i),
      { minLength: 1 },
    ),
  ),
);

test("text and arrays of either order, stored or deflated, give any choice of columns", async () => {
  await fc.assert(
    fc.asyncProperty(table, async ([rows, columns, values, chosen]) => {
      const data = Float64Array.from(values);
      const names = Array.from({ length: columns }, (_, i) => `c${i}`);
      const expected = chosen.map((k) => Array.from({ length: rows }, (_, row) => data[row * columns + k]));
      const lines = Array.from({ length: rows }, (_, row) =>
        Array.from(data.slice(row * columns, (row + 1) * columns), (value) => value.toExponential()).join(),
      );
      const array = { shape: [rows, columns], data };
      const sources = [
        await csvStream(text(`${names}\r\n${lines.join("\r\n")}`)),
        arrayTable("a", [await openNpyArray(bytesSource(encodeNpy(array)))], names),
        arrayTable("f", [await openNpyArray(bytesSource(fortran(rows, columns, data)))], names),
      ];
      for (const compression of [0, 6] as const) {
        const archive = bytesSource(writeNpz({ a: array }, { compression }));
        sources.push(arrayTable("z", await openNpzArrays(archive, ["a"]), names));
      }
      for (const source of sources) {
        const read = await numbers(source, chosen);
        expect(read).toEqual(
          expected.map((column) =>
            column.map((value) => (source === sources[0] ? Number(value.toExponential()) : value)),
          ),
        );
      }
    }),
    { numRuns: 60 },
  );
});

test("arrays larger than a batch, side by side, of several kinds of number", async () => {
  const rows = 300_000;
  const a = Float64Array.from({ length: 2 * rows }, (_, i) => i);
  const b = Int32Array.from({ length: rows }, (_, i) => -i);
  const archive = bytesSource(writeNpz({ a: { shape: [rows, 2], data: a }, b: { shape: [rows], data: b } }));
  const stream = arrayTable("z", await openNpzArrays(archive, ["a", "b"]), ["x", "y", "b"]);
  const [y, third] = await numbers(stream, [1, 2]).then((all) => all.map((values) => Float64Array.from(values)));
  expect(y).toEqual(Float64Array.from({ length: rows }, (_, i) => 2 * i + 1));
  expect(third).toEqual(Float64Array.from(b));
});

test("a damaged byte anywhere in an archive is noticed, however it is read", async () => {
  const data = Float64Array.from({ length: 1000 }, (_, i) => i);
  const bytes = writeNpz({ a: { shape: [500, 2], data } }, { compression: 0 });
  bytes[4000] ^= 1;
  const stream = arrayTable("z", await openNpzArrays(bytesSource(bytes, "z.npz"), ["a"]), ["x", "y"]);
  await expect(numbers(stream, [1])).rejects.toThrow(/z.npz: member "a.npy" is damaged: its checksum/);
});

test.each<[string, RegExp]>([
  ["a,b\n1,2\n3,nan\n", /t.csv, line 3: column "b" has no value \("nan"\)/],
  ["a,b\n1,\n", /line 2: column "b" has no value \(""\)/],
  ["a,b\n1,2\n1,1e999\n", /line 3: column "b": a finite number is expected, not "1e999"/],
  ["a,b\n1,2\n1,0x10\n", /line 3: column "b": a finite number is expected, not "0x10"/],
  ["a,b\n1,2\n1,9007199254740993\n", /line 3: column "b" holds 9007199254740993, a whole number beyond 2\^53/],
  [
    `a;b\n${"1;2\n".repeat(20_000)}1;2,5\n`,
    /column "b": a finite number is expected \(a decimal point, not a comma\), not "2,5"/,
  ],
  ["a,b\n1,2\n1,2,3\n", /line 3: 3 values where the header has 2 columns/],
  ["a,b\n", /t.csv has a header but no rows/],
])("%j", async (content, message) => {
  const stream = await csvStream(text(content));
  await expect(numbers(stream, [0, 1])).rejects.toThrow(message);
});

test("the place of a value that is not finite", async () => {
  const data = Float64Array.of(1, 2, 3, Number.NaN, 5, 6);
  const array = await openNpyArray(bytesSource(encodeNpy({ shape: [3, 2], data }), "f.npy"));
  const stream = arrayTable("f.npy", [array], ["speed", "place"]);
  await expect(numbers(stream, [0, 1])).rejects.toThrow(/f.npy: column "place", row 2: NaN where a finite/);
  expect(await numbers(stream, [0])).toEqual([[1, 3, 5]]);
});
