import { describe, expect, test } from "vitest";
import { UsageError } from "../../math/errors.js";
import {
  differentNames,
  fractionFrom,
  listOf,
  names,
  namesOrFile,
  number,
  oneOf,
  pairs,
  positive,
  type Reader,
  wholeNumber,
} from "./readers.js";

const read = <Value>(reader: Reader<Value>, text: string): Value => reader.read(text, "--flag");

describe("numbers", () => {
  test.each<[Reader<number>, string, number]>([
    [wholeNumber(), "0", 0],
    [wholeNumber({ least: 2, most: 9 }), "9", 9],
    [number({ least: -1 }), "-1", -1],
    [positive(), "1e-3", 0.001],
  ])("are read", (reader, text, value) => expect(read(reader, text)).toBe(value));

  test.each<[Reader<number>, string, string]>([
    [wholeNumber(), "1.5", "a whole number from 0"],
    [wholeNumber(), "1e3", "a whole number from 0"],
    [wholeNumber(), "9007199254740993", "a whole number from 0"],
    [wholeNumber({ least: 2, most: 9 }), "10", "a whole number from 2 to 9"],
    [number({ unit: " cm" }), "", "a number from 0 cm"],
    [number({ most: 5 }), "Infinity", "a number from 0 to 5"],
    [positive({ most: 1 }), "0", "a number above 0 and up to 1"],
    [positive({ takes: "seconds" }), "soon", "seconds"],
  ])("are refused", (reader, text, takes) =>
    expect(() => read(reader, text)).toThrow(new UsageError(`--flag takes ${takes}; got "${text}".`)),
  );
});

describe("names", () => {
  test("between commas", () => expect(read(names, " a, b ")).toEqual(["a", "b"]));
  test("none may be empty", () => expect(() => read(names, "a,,b")).toThrow("--flag takes names with commas"));
  test("or twice, where each is one thing", () => expect(() => read(differentNames, "a,b,a")).toThrow('"a" twice'));
  test("or a file", () => expect(read(namesOrFile, "a.csv")).toEqual({ text: "a.csv", names: ["a.csv"] }));
  test("of a few", () => expect(read(listOf(oneOf(["one", "two"])), "two,one")).toEqual(["two", "one"]));
  test("others are guessed", () =>
    expect(() => read(oneOf(["shifted", "rotated"]), "roteted")).toThrow(
      "--flag takes shifted, rotated; 'roteted' is invalid. Did you mean \"rotated\"?",
    ));
});

describe("pairs", () => {
  test("split at the last =", () =>
    expect(read(pairs, "a=1, x=y=2")).toEqual([
      ["a", "1"],
      ["x=y", "2"],
    ]));
  test.each(["a", "=1", "a="])("%s is none", (text) => expect(() => read(pairs, text)).toThrow("name=value"));
});

test("fractions", () => {
  expect(["1/20", "0.5", "", "1/0", "1/2/3", "x"].map(fractionFrom)).toEqual([0.05, 0.5, ...Array(4)]);
});
