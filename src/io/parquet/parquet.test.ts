import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ColumnSource, parquetWriteBuffer, schemaFromColumnData } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { InputError } from "../../math/errors.js";
import { openDataFile } from "../openDataFile.js";
import { openDataPath } from "../openDataPath.node.js";
import { readColumns, selectEntries } from "../selection.js";
import { bytesSource } from "../source.js";

const rows = 50;
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);
const columns: ColumnSource[] = [
  { name: "rate", data: upTo(rows).map((i) => i / 4), type: "DOUBLE" },
  { name: "half", data: upTo(rows).map((i) => i / 8), type: "FLOAT" },
  { name: "trial", data: upTo(rows), type: "INT32" },
  { name: "id", data: upTo(rows).map(BigInt), type: "INT64" },
  { name: "hit", data: upTo(rows).map((i) => i % 3 === 0), type: "BOOLEAN" },
  { name: "arm", data: upTo(rows).map((i) => (i % 2 ? "left" : "right")), type: "STRING" },
  { name: "gaps", data: upTo(rows).map((i) => (i % 5 === 1 ? null : i)), type: "DOUBLE", nullable: true },
  { name: "blank", data: upTo(rows).map((i) => (i === 7 ? null : "x")), type: "STRING", nullable: true },
  { name: "when", data: upTo(rows).map((i) => new Date(1.7e12 + i)), type: "TIMESTAMP" },
  { name: "large", data: upTo(rows).map((i) => 2n ** 60n + BigInt(i)), type: "INT64" },
];
const bytes = (codec: "UNCOMPRESSED" | "SNAPPY" = "SNAPPY") =>
  new Uint8Array(parquetWriteBuffer({ columnData: columns, codec, rowGroupSize: 20 }));
const open = (content = bytes(), mostBytes = 2 ** 24) => openDataFile(bytesSource(content, "t.parquet"), { mostBytes });

describe.each(["UNCOMPRESSED", "SNAPPY"] as const)("a table packed by %s", (codec) => {
  test("columns, types and rows, across groups of rows", async () => {
    const file = await open(bytes(codec));
    expect(file.entries.map(({ name, dtype }) => `${name} ${dtype}`)).toEqual([
      "rate f8",
      "half f4",
      "trial i4",
      "id i8",
      "hit b1",
      "arm U",
      "gaps f8",
      "blank U",
      "when f8",
      "large i8",
    ]);
    expect(file.entries[0].shape).toEqual([rows]);
    expect((await file.read("rate")).data).toEqual(Float64Array.from(upTo(rows), (i) => i / 4));
    expect((await file.read("half", { rows: [15, 45] })).data).toEqual(
      Float64Array.from(upTo(30), (i) => (i + 15) / 8),
    );
    expect((await file.read("id", { rows: [0, 3] })).data).toEqual(Float64Array.of(0, 1, 2));
    expect((await file.read("hit", { rows: [0, 4] })).data).toEqual(Uint8Array.of(1, 0, 0, 1));
    expect((await file.read("arm", { rows: [19, 21] })).data).toEqual(["left", "right"]);
    expect([...(await file.read("gaps", { rows: [0, 3] })).data]).toEqual([0, Number.NaN, 2]);
  });
});

test("columns of a table side by side", async () => {
  const file = await open();
  const [trial, arm] = await readColumns(file, selectEntries(file, ["tri*", "arm"]), { rows: [48, 50] });
  expect(trial).toEqual({ name: "trial", values: Float64Array.of(48, 49) });
  expect(arm).toEqual({ name: "arm", values: ["right", "left"] });
});

test.each([
  ["large", /"large" holds 1152921504606846976, a whole number beyond 2\^53/],
  ["blank", /"blank" has no text in row 7/],
])("%s is refused", async (name, message) => {
  const file = await open();
  await expect(file.read(name)).rejects.toThrow(message);
});

test("dates with the time of day are seconds since the first, to a microsecond, in any part", async () => {
  const file = await open();
  expect((await file.read("when", { rows: [0, 3] })).data).toEqual(Float64Array.of(0, 0.001, 0.002));
  expect((await file.read("when", { rows: [48, 50] })).data).toEqual(Float64Array.of(0.048, 0.049));
  expect(file.entries.find(({ name }) => name === "when")).toMatchObject({ units: "s", role: "time" });
  expect(file.choices).toEqual([
    {
      said: '"when" holds dates or times of day, read as seconds since 2023-11-14T22:13:20.000Z',
      otherwise: "--leave-out when",
    },
  ]);
});

test("days are not read", async () => {
  const columnData = [{ name: "day", data: upTo(rows).map((i) => new Date(86_400_000 * i)) }];
  const day = { name: "day", type: "INT32", converted_type: "DATE", repetition_type: "REQUIRED" } as const;
  const schema = schemaFromColumnData({ columnData, schemaOverrides: { day } });
  const file = await open(new Uint8Array(parquetWriteBuffer({ columnData, schema })));
  await expect(file.read("day")).rejects.toThrow(/"day" holds dates: save them as text/);
});

test("every truncation is refused", async () => {
  const whole = bytes();
  for (let length = 4; length < whole.length; length += 7) {
    await expect(open(whole.subarray(0, length))).rejects.toThrow(/no Parquet file, or is cut short or damaged/);
  }
});

test("from a path, in a thread", async () => {
  const folder = await mkdtemp(join(tmpdir(), "purecell-"));
  const path = join(folder, "table.parquet");
  await writeFile(path, bytes());
  const file = await openDataPath(path);
  expect(file.format).toBe("parquet");
  expect((await file.read("trial", { rows: [10, 12] })).data).toEqual(Float64Array.of(10, 11));
  await expect(file.read("blank")).rejects.toThrow(/no text/);
  await file.close();
  await rm(folder, { recursive: true });
});

const fixture = (name: string) => new URL(`../../../test/fixtures/parquet/${name}.parquet`, import.meta.url).pathname;

describe.each(["dictionary", "plain", "special", "special2", "brotli"])("what pyarrow wrote: %s", (name) => {
  const count = 300;
  const expected: Record<string, (row: number) => number | string> = {
    f8: (row) => row / 3,
    f4: (row) => Math.fround(row / 4),
    f2: (row) => row / 8,
    i4: (row) => row - 150,
    i8: (row) => (row - 150) * 1e12,
    u1: (row) => row % 256,
    u4: (row) => row + 2 ** 32 - 300,
    u8: (row) => row,
    flag: (row) => (row % 3 === 0 ? 1 : 0),
    word: (row) => `word ${Math.floor(row / 7)} é`,
    gap: (row) => (row % 7 === 3 ? Number.NaN : row),
    money: (row) => (row - 150) / 100,
  };

  test("every type, over pages and groups of rows", async () => {
    const file = await openDataFile(bytesSource(await readFile(fixture(name))));
    for (const [column, value] of Object.entries(expected)) {
      const all = upTo(count).map(value);
      expect([...(await file.read(column)).data], column).toEqual(all);
      expect([...(await file.read(column, { rows: [165, 180] })).data], column).toEqual(all.slice(165, 180));
    }
  });

  test("a page with a checksum is never read with other numbers", async () => {
    const whole = await readFile(fixture(name));
    const right = await (await openDataFile(bytesSource(whole))).read("f8");
    let refused = 0;
    for (let at = 4; at < 1500; at += 21) {
      const struck = Buffer.from(whole);
      struck[at] ^= 0x10;
      const file = await openDataFile(bytesSource(struck));
      const read = await file.read("f8").catch((error: unknown) => error);
      if (read instanceof InputError) refused++;
      else expect(read).toEqual(right);
    }
    expect(refused).toBeGreaterThan(10);
  });
});

describe("damage ends in an error, not in memory without end", () => {
  const plain = () => readFile(fixture("bare"));

  test("a file that once ended the process", async () => {
    const file = await openDataFile(bytesSource(await readFile(fixture("damaged")), "d.parquet"), {
      mostBytes: 2 ** 26,
    });
    for (const { name, problem } of file.entries) {
      if (problem !== undefined) continue;
      await file.read(name).catch((error: unknown) => expect(error).toBeInstanceOf(InputError));
    }
  });

  test("a run that claims two thousand million values", async () => {
    const bytes = await plain();
    const levels = bytes.indexOf(Buffer.from([2, 0, 0, 0, 80, 1])); // two bytes of levels: a run of 40 times 1
    expect(levels).toBeGreaterThan(0);
    bytes.writeUInt32LE(6, levels);
    bytes.set([0xfe, 0xff, 0xff, 0xff, 0x0f], levels + 4);
    const { read } = await openDataFile(bytesSource(bytes));
    await expect(read("f8")).rejects.toThrow(/damaged \(a run of 2147483647 where 40 are left\)/);
  });

  test("few bytes that stand for much text", async () => {
    const word = "x".repeat(2 ** 20);
    const columnData = [{ name: "s", data: upTo(200).map(() => word), type: "STRING" as const }];
    const content = new Uint8Array(parquetWriteBuffer({ columnData, codec: "SNAPPY" }));
    const file = await open(content, 2 ** 21);
    const { data } = await file.read("s");
    expect(data).toHaveLength(200);
    await expect((await open(content, 2 ** 19)).read("s")).rejects.toThrow(/more than the limit of 524288/);
  });

  test("a page of much text, whatever else is allowed", async () => {
    const columnData = [{ name: "s", data: upTo(9).map((row) => `${"x".repeat(99)}${row}`), type: "STRING" as const }];
    const content = new Uint8Array(parquetWriteBuffer({ columnData, codec: "UNCOMPRESSED" }));
    await expect((await open(content, 500)).read("s")).rejects.toThrow(
      /"s": a group of rows of \d+ bytes, more than the limit of 500: leave it out, or keep short names in it/,
    );
    const size = 7; // PAR1, then the kind of the first page and the mark of its size
    expect([...content.subarray(4, size)]).toEqual([0x15, 6, 0x15]);
    const after = content.findIndex((byte, at) => at >= size && byte < 0x80) + 1;
    const claimed = [0x80, 0x80, 0x80, 0x80, 2]; // 2^28, zigzag
    const changed = Uint8Array.from([...content.subarray(0, size), ...claimed, ...content.subarray(after)]);
    await expect((await open(changed, 2 ** 31)).read("s")).rejects.toThrow(
      /"s": a page of 268435456 bytes, more than the limit of 134217728/,
    );
  });
});
