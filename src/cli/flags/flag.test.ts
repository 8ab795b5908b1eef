import { describe, expect, expectTypeOf, test } from "vitest";
import { UsageError } from "../../math/errors.js";
import {
  type Flags,
  type FlagValues,
  formOf,
  given,
  helpOf,
  readFlags,
  requireAtMostOne,
  type Valued,
  valuesOf,
} from "./flag.js";
import { GivenAgain } from "./givenAgain.js";
import { names, oneOf, positive, wholeNumber } from "./readers.js";

const group = { binWidth: { argument: "<s>", value: positive(), help: "seconds" } } as const satisfies Flags;

const flags = {
  ...group,
  seed: { argument: "<n>", value: wholeNumber(), fallback: "0", help: "seed" },
  kind: { argument: "<name>", value: oneOf(["a", "b"]), otherwise: "judged", help: "kind" },
  set: { argument: "<x>", value: names, repeated: true, help: "set" },
  json: { help: "as data" },
  open: { negated: true, help: "open nothing" },
} as const satisfies Flags;

describe("a declaration", () => {
  test("says the types of the values", () => {
    expectTypeOf<FlagValues<typeof flags>>().toEqualTypeOf<{
      readonly binWidth: number | undefined;
      readonly seed: number;
      readonly kind: "a" | "b" | undefined;
      readonly set: readonly (readonly string[])[];
      readonly json: boolean;
      readonly open: boolean;
    }>();
  });

  test("says what is typed, and the help", () => {
    expect(Object.entries(flags).map(([name, flag]) => `${formOf(name, flag)}: ${helpOf(flag)}`)).toEqual([
      "--bin-width <s>: seconds",
      "--seed <n>: seed (default: 0)",
      "--kind <name>: kind (default: judged)",
      "--set <x>: set",
      "--json: as data",
      "--no-open: open nothing",
    ]);
  });
});

describe("readFlags", () => {
  test("of nothing gives the fallbacks", () => {
    expect(readFlags(flags, {})).toEqual({
      binWidth: undefined,
      seed: 0,
      kind: undefined,
      set: [],
      json: false,
      open: true,
    });
  });

  test("reads what was typed", () => {
    const typed = { binWidth: "0.5", seed: "7", kind: "b", set: ["x", "y,z"], json: true, open: false };
    expect(readFlags(flags, typed)).toEqual({ ...typed, binWidth: 0.5, seed: 7, set: [["x"], ["y", "z"]] });
  });

  test("refuses with the name as it is typed", () => {
    expect(() => readFlags(flags, { binWidth: "-1" })).toThrow('--bin-width takes a number above 0; got "-1".');
    expect(() => readFlags(flags, { set: ["x", "y,,z"] })).toThrow(UsageError);
  });
});

test("values of a group are its own, and no more", () => {
  expect(valuesOf(group, readFlags(flags, { binWidth: "2" }))).toEqual({ binWidth: 2 });
});

test("what was given lies over defaults", () => {
  const { a, b } = { a: 1, b: 2, ...given({ a: undefined, b: 3 }) };
  expect([a, b]).toEqual([1, 3]);
});

test("of flags that exclude each other one may be given", () => {
  const check = (values: object) => requireAtMostOne({ ...values }, ["quick", "fullSize"], "contradict each other.");
  check({ quick: true, fullSize: false });
  check({ quick: undefined, fullSize: 0 });
  expect(() => check({ quick: true, fullSize: 0 })).toThrow("--quick and --full-size contradict each other.");
});

describe("a flag given more than once", () => {
  const notesOf = (flag: Valued<unknown>, ...values: readonly string[]) => {
    const again = new GivenAgain();
    expect(values.map((value) => again.heard("binWidth", flag, value))).toEqual(values);
    return again.notes();
  };

  test("is said where its values differ: the last counts", () => {
    expect(notesOf(flags.binWidth, "1", "2")).toEqual(["--bin-width given twice: the last, 2, is used"]);
    expect(notesOf(flags.binWidth, "1", "2", "1")).toEqual(["--bin-width given 3 times: the last, 1, is used"]);
  });

  test("is not worth a word where they are the same, or there is one", () => {
    expect(notesOf(flags.binWidth, "1", "1")).toEqual([]);
    expect(notesOf(flags.binWidth, "1")).toEqual([]);
  });

  test("of a list says how several are written", () =>
    expect(notesOf({ ...flags.binWidth, argument: "<list>" }, "a", "b")).toEqual([
      "--bin-width given twice: the last, b, is used (several stand between commas: --bin-width a,b)",
    ]));
});
