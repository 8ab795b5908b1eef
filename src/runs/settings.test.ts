import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { coin } from "../../test/cli/fixtures/coin.js";
import { UsageError } from "../math/errors.js";
import { parseSeed, parseSeeds } from "./seeds.js";
import { type HasSettings, mergeSettings, parseAssignments } from "./settings.js";

describe("mergeSettings", () => {
  test("fills in defaults; later layers win and are named", () => {
    const { values, sources } = mergeSettings(coin, [
      { source: "a", values: { tosses: 7, bias: 0.1 } },
      { source: "b", values: { bias: 0.2 } },
    ]);
    expect(values).toEqual({ seeds: [0, 1], tosses: 7, bias: 0.2, side: "heads", pause: 0, failing: [] });
    expect(sources).toMatchObject({ seeds: "default", tosses: "a", bias: "b" });
  });

  test("refuses a value by its name and origin, and an unknown name by the nearest", () => {
    const merge = (values: Record<string, unknown>) => () => mergeSettings(coin, [{ source: "mine.json", values }]);
    expect(merge({ seeds: [] })).toThrow(/seeds: .*\(from mine\.json\)/);
    expect(merge({ biass: 1 })).toThrow('unknown setting of coin "biass". Did you mean "bias"?');
    expect(merge({ biass: 1 })).toThrow(UsageError);
  });
});

describe("--set", () => {
  const assigned = (text: string) => Object.values(parseAssignments(coin, [text]).values)[0];
  test.each([
    ["tosses=30", 30],
    ["tosses = 30 ", 30],
    ["bias=1e-1", 0.1],
    ["side=tails", "tails"],
    ["seeds=[3,4]", [3, 4]],
    ["seeds=3,4", [3, 4]],
    ["seeds=3", [3]],
  ])("%s", (text, value) => expect(assigned(text)).toEqual(value));

  const strict: HasSettings = {
    id: "strict",
    settings: z.object({
      side: z.int().min(3).max(9).default(5),
      rate: z.number().positive().lt(1).default(0.1),
      cuts: z.array(z.number().min(0)).length(4).default([0, 0, 0, 0]),
      names: z
        .array(z.enum(["red", "blue"]))
        .min(1)
        .max(2)
        .default(["red"]),
      points: z.array(z.tuple([z.number(), z.number()])).default([]),
      kept: z.boolean().default(true),
      word: z.string().max(3).default(""),
      even: z
        .int()
        .refine((value) => value % 2 === 0, "even numbers alone")
        .default(2),
    }),
  };
  test.each([
    ["side=2", "side: expected 3 or more, got 2"],
    ["side=10", "side: expected 9 or less, got 10"],
    ["side=4.5", "side: expected a whole number, got 4.5"],
    ["side=many", 'side: expected a number, got "many"'],
    ["rate=0", "rate: expected more than 0, got 0"],
    ["rate=1", "rate: expected less than 1, got 1"],
    ["cuts=1,2", "cuts: expected exactly 4 values, got 2"],
    ["cuts=0,0,-1,0", "cuts (value 3): expected 0 or more, got -1"],
    ["names=red,green", 'names (value 2): expected one of red, blue, got "green"'],
    ["names=[]", "names: expected 1 value or more, got 0"],
    ["names=red,blue,red", "names: expected at most 2 values, got 3"],
    ["points=[[1,2],[3]]", "points (value 2): expected 2 values or more, got 1"],
    ["points=[[1,2],[3,true]]", "points (value 2, value 2): expected a number, got true"],
    ["kept=maybe", 'kept: expected true or false, got "maybe"'],
    ["word=four", 'word: expected at most 3 letters, got "four"'],
    ["even=3", "even: even numbers alone"],
  ])("%s is refused in plain words", (text, words) => {
    expect(() => mergeSettings(strict, [parseAssignments(strict, [text])])).toThrow(`  ${words} (from --set)`);
  });

  test("the last of two wins", () => {
    expect(parseAssignments(coin, ["bias=0.1", "bias=0.2"]).values).toEqual({ bias: 0.2 });
  });
  test.each(["tosses", "=3", ""])("refuses %j", (text) => expect(() => assigned(text)).toThrow(UsageError));
});

describe("seeds", () => {
  test("a number counts, a list lists, a range includes its ends", () => {
    expect(parseSeeds("3")).toEqual([0, 1, 2]);
    expect(parseSeeds("3,0,3")).toEqual([3, 0]);
    expect(parseSeeds("10-12")).toEqual([10, 11, 12]);
    expect(parseSeeds("4-4")).toEqual([4]);
  });

  test.each(["", "0", "-1", "1.5", "a", "1,", "2-1", "1-2-3", "10001", "0-10000", "9007199254740993-9007199254740993"])(
    "refuses %j",
    (text) => expect(() => parseSeeds(text)).toThrow(UsageError),
  );

  test("one seed: every safe whole number, nothing else", () => {
    fc.assert(fc.property(fc.maxSafeNat(), (seed) => parseSeed(String(seed)) === seed));
    for (const text of ["-1", "1.5", "", "1e3", "9007199254740992"]) expect(() => parseSeed(text)).toThrow(UsageError);
  });
});
