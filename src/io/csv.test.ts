import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CsvParser, formatCsv, readCsv, type Table } from "./csv.js";
import type { CsvOptions } from "./csvRecords.js";
import { bytesSource } from "./source.js";

const parse = (text: string, options?: Partial<CsvOptions>): Promise<Table> =>
  readCsv(bytesSource(new TextEncoder().encode(text), "table.csv"), options);

describe("tables", () => {
  test("numbers and names by column; blank lines and a byte-order mark are skipped", async () => {
    const table = await parse("\ufeffx, shape ,y\r\n1,square,-2.5e3\r\n\r\n2,heart,0.5\r\n");
    expect(table).toEqual({
      rows: 2,
      columns: [
        { name: "x", values: Float64Array.of(1, 2) },
        { name: "shape", values: ["square", "heart"] },
        { name: "y", values: Float64Array.of(-2500, 0.5) },
      ],
    });
  });

  test("tabs and semicolons are found out; quotes hold delimiters, quotes and line feeds", async () => {
    expect((await parse("a\tb\n1\t2")).columns.map(({ name }) => name)).toEqual(["a", "b"]);
    expect((await parse("a;b\n1;2")).columns).toHaveLength(2);
    const table = await parse('"say ""a"", b",c\n"x,\ny",1\n"",2\n'.replace('"",2', '"z",2'));
    expect(table.columns[0]).toEqual({ name: 'say "a", b', values: ["x,\ny", "z"] });
  });

  test.each(["0x10", "0b11", "0o7", "0XFF", "Infinity", "-Infinity", "1_000", "1 000"])("%s is text", async (word) => {
    expect(await parse(`a\n${word}\nb\n`)).toEqual({ rows: 2, columns: [{ name: "a", values: [word, "b"] }] });
    expect((await parse(`${word}\n1\n`)).columns[0].name).toBe(word);
  });

  test("large numbers that are not whole in writing are measurements; those that are written have an exponent", async () => {
    const values = Float64Array.of(1e20, 2 ** 60, -(2 ** 53), 2 ** 53 - 1, 1.5e300);
    expect((await parse("a\n1e20\n9007199254740993.0\n9007199254740991\n")).columns[0].values).toEqual(
      Float64Array.of(1e20, 2 ** 53, 2 ** 53 - 1),
    );
    expect((await parse(formatCsv({ rows: 5, columns: [{ name: "a", values }] }))).columns[0].values).toEqual(values);
  });

  test("any cut into pieces gives the same table", () => {
    const text = 'name,value\r\n"a, ""b""\nc",1\nδ,2\r\n\nlast,3';
    const feed = (pieces: readonly string[]) => {
      const parser = new CsvParser("t");
      for (const piece of pieces) parser.push(piece);
      return parser.finish();
    };
    const whole = feed([text]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: text.length })), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), text.length];
        expect(feed(at.slice(1).map((end, i) => text.slice(at[i], end)))).toEqual(whole);
      }),
    );
  });

  test("what is written is read back", async () => {
    const cell = fc.string({ minLength: 1 }).filter((text) => Number.isNaN(Number(text)) && text.trim() === text);
    const texts = fc.array(
      cell.filter((text) => !/^(nan|na|n\/a|null|none|nil|-)$/i.test(text)),
      { minLength: 1 },
    );
    await fc.assert(
      fc.asyncProperty(texts, fc.constantFrom("," as const, "\t" as const), async (names, delimiter) => {
        const table: Table = {
          rows: names.length,
          columns: [
            { name: "n", values: Float64Array.from(names, (_, i) => i / 3) },
            { name: "text", values: names },
          ],
        };
        expect(await parse(formatCsv(table, delimiter), { delimiter })).toEqual(table);
      }),
    );
  });
});

describe("errors give the line", () => {
  test.each([
    ["a,b\n1,2\n3\n", /table.csv, line 3: 1 values where the header has 2 columns/],
    ["a,b\n1,2\n\n3,4,5\n", /line 4: 3 values/],
    ['a,b\n"x\ny",1\nz,two\n', /line 4: column "b": a finite number is expected, not "two"/],
    ["a\n1\ninf\n", /line 3: column "a": a finite number/],
    ['a,b\n1,2\n"3,4\n5,6\n', /line 3: opens a quote that is never closed/],
    ['a,b\n"1"2,3\n', /line 2: a quote closes before the end/],
    ["a\n1\n0x10\n", /line 3: column "a": a finite number is expected, not "0x10"/],
    ["a\n1\nInfinity\n", /line 3: column "a": a finite number is expected, not "Infinity"/],
    ["a\n1\n9007199254740993\n", /line 3: column "a" holds 9007199254740993, a whole number beyond 2\^53/],
    ["a\n-9007199254740992\n", /line 2: column "a" holds -9007199254740992, a whole number beyond 2\^53/],
    ["1,2\n3,4\n", /line 1: numbers where a header/],
    ["a,,c\n1,2,3\n", /line 1: column 2 has no name/],
    ["a,b,a\n1,2,3\n", /line 1: two columns are named "a"/],
    ["a,b\n", /has a header but no rows/],
    ["", /is empty/],
    ["\n\n", /is empty/],
  ])("%j", async (text, message) => {
    await expect(parse(text)).rejects.toThrow(message);
  });

  test("a table turned over: a million columns", async () => {
    const wide = Array.from({ length: 1_000_000 }, (_, i) => `c${i}`).join(",");
    await expect(parse(`${wide}\n`)).rejects.toThrow(/1000000 columns; at most 100000/);
  });

  test("a line without end is stopped", async () => {
    await expect(parse(`a,b\n"${"x\n".repeat(60_000)}`, { longestLine: 100_000 })).rejects.toThrow(
      /a quote may be unclosed/,
    );
  });

  test("bytes that are not text", async () => {
    await expect(readCsv(bytesSource(Uint8Array.of(0x61, 0x02, 0xfe, 0x0a), "b.csv"))).rejects.toThrow(
      /b.csv is not text/,
    );
  });
});
