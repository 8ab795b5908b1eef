/** Moments as programs write them. */
import { describe, expect, test } from "vitest";
import { openDataFile } from "../openDataFile.js";
import { bytesSource } from "../source.js";
import { momentsOf } from "./moments.js";

/** Half a second apart, over midnight of a leap day. */
const expected = [0, 0.5, 86_400.25];

test.each([
  [
    "Bonsai",
    ["2024-02-29T10:00:00.1000000+01:00", "2024-02-29T10:00:00.6000000+01:00", "2024-03-01T10:00:00.35+01:00"],
  ],
  ["pandas", ["2024-02-29 10:00:00.100", "2024-02-29 10:00:00.600000", "2024-03-01 10:00:00.350"]],
  [
    "pandas with a zone",
    ["2024-02-29 10:00:00.1+00:00", "2024-02-29 10:00:00.6+00:00", "2024-03-01 10:00:00.35+00:00"],
  ],
  ["R", ["2024-02-29T10:00:00.1Z", "2024-02-29T10:00:00.6Z", "2024-03-01T10:00:00.35Z"]],
  ["slashes and a decimal comma", ["2024/02/29 10:00:00,1", "2024/02/29 10:00:00,6", "2024/03/01 10:00:00,35"]],
  ["spreadsheets, days first", ["29.02.2024 10:00:00,1", "29.02.2024 10:00:00,6", "1.3.2024 10:00:00,35"]],
  ["spreadsheets, months first", ["2/29/2024 10:00:00.1 AM", "2/29/2024 10:00:00.6 AM", "3/1/2024 10:00:00.35 AM"]],
  [
    "spreadsheets, days first by a day",
    ["29/02/2024 22:00:00.1", "29/02/2024 10:00:00.6 PM", "01/03/2024 22:00:00.35"],
  ],
  ["over a change of zone", ["2024-02-29T10:00:00.1+01:00", "2024-02-29T09:00:00.6Z", "2024-03-01T14:30:00.35+0530"]],
])("%s", (_, texts) => {
  const found = momentsOf(texts);
  expected.forEach((seconds, row) => {
    expect(found?.seconds[row]).toBeCloseTo(seconds, 9);
  });
  expect(found?.dated?.first).toBe(texts[0]);
});

test("digits of a second are kept, however long ago 1970 is", () => {
  const texts = ["2024-02-29T10:00:00.0000001Z", "2024-02-29T10:00:00.0000004Z"];
  expect(momentsOf(texts)?.seconds[1]).toBeCloseTo(3e-7, 15);
});

test("times of day and spans count from nothing else", () => {
  expect(momentsOf(["10:00:00.5", "10:00:01"])).toEqual({ seconds: Float64Array.of(36_000.5, 36_001) });
  expect(momentsOf(["0 days 00:00:00.020000", "1 days 00:00:01"])).toEqual({ seconds: Float64Array.of(0.02, 86_401) });
});

test("of one day it does not matter which number is the month; noon and midnight are 12", () => {
  expect(momentsOf(["3/5/2024 12:00:00 AM", "3/5/2024 12:00:01 PM"])?.seconds).toEqual(Float64Array.of(0, 43_201));
});

test("what is missing is NaN", () => {
  expect(momentsOf(["", "2024-02-29T10:00:00", "2024-02-29T10:00:02"])?.seconds).toEqual(
    Float64Array.of(Number.NaN, 0, 2),
  );
});

test.each([
  ["days are names", ["2024-02-29", "2024-03-01"]],
  ["hours and minutes may be a score", ["10:30", "11:30"]],
  ["what recurs names sessions", ["2024-02-29T10:00:00", "2024-02-29T10:00:00"]],
  ["one of them is none", ["2024-02-29T10:00:00", "later"]],
  ["mixed", ["2024-02-29T10:00:00", "10:00:01"]],
  ["months and days that may be either", ["3/5/2024 10:00:00", "4/5/2024 10:00:00"]],
  ["days and months change places", ["13/1/2024 10:00:00", "1/13/2024 10:00:01"]],
  ["no such day", ["2024-02-30T10:00:00", "2024-03-01T10:00:00"]],
  ["no such hour", ["25:00:00", "25:00:01"]],
  ["nothing", ["", ""]],
])("text stays text: %s", (_, texts) => {
  expect(momentsOf(texts)).toBeUndefined();
});

describe("in a table", () => {
  const open = (text: string) => openDataFile(bytesSource(new TextEncoder().encode(text), "t.csv"), {});
  const row = (second: number) => `2024-03-05T10:00:0${second}Z`;

  test("they are its time, and it is said from when on", async () => {
    const file = await open(`when,x\n${row(1)},1\n${row(3)},2\n`);
    expect(file.entries[0]).toMatchObject({ name: "when", kind: "numbers", units: "s", role: "time" });
    expect((await file.read("when")).data).toEqual(Float64Array.of(0, 2));
    expect(file.choices).toEqual([
      {
        said: '"when" holds dates or times of day, read as seconds since 2024-03-05T10:00:01Z',
        otherwise: "--leave-out when",
      },
    ]);
  });

  test("one clock for all columns; a time in seconds goes first", async () => {
    const file = await open(`time,start,stop\n0,${row(1)},${row(2)}\n1,${row(3)},${row(4)}\n`);
    expect((await file.read("stop")).data).toEqual(Float64Array.of(1, 3));
    expect(file.entries.map(({ role }) => role)).toEqual([undefined, "description", "description"]);
  });
});
