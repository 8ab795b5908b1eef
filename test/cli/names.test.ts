/** Names come from files: any word may be one, and none may do more than name. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type NpyArray, writeNpz } from "../../src/io/index.js";
import { key, uniform } from "../../src/math/random.js";
import { calling } from "./fixtures/inProcess.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "purecell-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const rows = 60;
const [first, second] = [uniform(key(1), rows), uniform(key(2), rows)];
const csv = (...header: string[]) =>
  [header.join(","), ...Array.from(first, (x, i) => `${x},${second[i]},${i % 3},${second[i]}`)].join("\n");
const numbers = (shape: number[], data: ArrayLike<number>): NpyArray => ({ shape, data: Float64Array.from(data) });
const once = ["--metrics", "mig,mutualInformation", "--null", "0", "--intervals", "0"];

describe("factors with the names of what objects have anyway", () => {
  test.each(["constructor", "toString", "valueOf", "__proto__", "hasOwnProperty"])("%s", async (name) => {
    const scores = async (called: string, ...flags: string[]) => {
      const path = file("words.csv", csv("unit_0", "unit_1", called, "other"));
      const said = await calling(
        "measure",
        path,
        "--activity",
        "unit_*",
        "--factors",
        called,
        ...once,
        ...flags,
        "--json",
      );
      expect(said.err).not.toContain("native code");
      const { factors, metrics } = JSON.parse(said.out);
      return { kind: factors[0].kind, mig: metrics.mig.score, information: metrics.mutualInformation.score };
    };
    const plain = await scores("plain");
    expect(plain).toMatchObject({ kind: "categorical" });
    expect(plain.information).toBeGreaterThan(0);
    expect(await scores(name)).toEqual(plain);
    expect((await scores(name, "--kinds", `${name}=circular`, "--periods", `${name}=3`)).kind).toBe("circular");
  });
});

describe("what a terminal would obey", () => {
  const hostile = "\u001b]0;owned\u0007\u001b[31mred\u009b2J\u202e";
  /** Neither line ends nor tabs, which are ours. */
  const obeyed = (text: string) => /[\p{Cc}\u202a-\u202e]/u.test(text.replace(/[\n\t]/g, ""));

  test.each([
    ["inspect", () => ["inspect", file("a.npz", writeNpz({ [hostile]: numbers([3], [1, 2, 3]) }))]],
    [
      "a factor",
      () => [
        "measure",
        file("b.csv", csv("unit_0", "unit_1", hostile, "other")),
        "--activity",
        "unit_*",
        "--factors",
        hostile,
        ...once,
      ],
    ],
    [
      "a unit",
      () => [
        "measure",
        file("c.csv", [`${hostile},u,f`, ...Array.from(first, (x, i) => `7,${x},${i % 3}`)].join("\n")),
        "--factors",
        "f",
        ...once,
      ],
    ],
    ["an error", () => ["measure", file("d.csv", csv("unit_0", hostile, "third", "other")), "--factors", "missing"]],
    ["--json", () => ["inspect", file("e.npz", writeNpz({ [hostile]: numbers([3], [1, 2, 3]) })), "--json"]],
    ["a word typed", () => ["measure", file("f.csv", csv("unit_0", "unit_1", "third", "other")), "--metrics", hostile]],
    ["predict", () => ["predict", file("g.csv", csv("unit_0", hostile, "third", "other"))]],
  ])("is written out: %s", async (_, argv) => {
    const { out, err } = await calling(...argv());
    expect(`${out}${err}`).toContain("\\u001b[31mred");
    expect(obeyed(`${out}${err}`)).toBe(false);
  });

  test("colours of our own stay", async () => {
    process.env.FORCE_COLOR = "1";
    try {
      const { err } = await calling("measure", join(folder, hostile));
      expect(err.startsWith("\u001b[31merror:\u001b[39m ")).toBe(true);
      expect(err).toContain("\\u001b[31mred");
    } finally {
      delete process.env.FORCE_COLOR;
    }
  });
});

describe("columns of an array", () => {
  const arrays = {
    rates: numbers(
      [rows, 2],
      Array.from({ length: 2 * rows }, (_, at) => [first, second][at % 2][at >> 1]),
    ),
    where: numbers(
      [rows, 2],
      Array.from({ length: 2 * rows }, (_, at) => [second, first][at % 2][at >> 1]),
    ),
    stim: numbers([rows], second),
  };

  test("are called by its name and their number, alone and beside others", async () => {
    const path = file("arrays.npz", writeNpz(arrays));
    const names = async (factors: string) => {
      const { out } = await calling("measure", path, "--activity", "rates", "--factors", factors, ...once, "--json");
      return JSON.parse(out).factors.map(({ name }: { name: string }) => name);
    };
    expect(await names("where")).toEqual(["where[0]", "where[1]"]);
    expect(await names("where,stim")).toEqual(["where[0]", "where[1]", "stim"]);
  });

  test("in errors too", async () => {
    const gaps = {
      ...arrays,
      where: numbers(
        [rows, 2],
        Array.from({ length: 2 * rows }, (_, at) => (at === 7 ? Number.NaN : at % 5)),
      ),
    };
    const path = file("gaps.npz", writeNpz(gaps));
    const { err } = await calling("measure", path, "--activity", "rates", "--factors", "where", ...once);
    expect(err).toMatch(/factor "where\[1\]" is NaN or infinite in row 3/);
  });

  test.each([
    [["--factors", "stm"], /holds no "stm" \(did you mean "stim"\?\)/],
    [["--factors", "stim", "--kinds", "stm=circular"], /no factor "stm" \(did you mean "stim"\?\)/],
    [["--factors", "where", "--kinds", "where[2]=circular"], /no factor "where\[2\]" \(did you mean "where\[0\]"\?\)/],
  ])("misspelt, are guessed: %s", async (flags, message) => {
    const path = file("near.npz", writeNpz(arrays));
    expect((await calling("measure", path, "--activity", "rates", ...flags)).err).toMatch(message);
  });
});

test("one of anything is one", async () => {
  const path = file("one.csv", ["u,v,f", ...Array.from(first, (x, i) => `${x},7,${i % 2}`)].join("\n"));
  const { out, err } = await calling(
    "measure",
    path,
    "--factors",
    "f",
    "--metrics",
    "mutualInformation",
    "--null",
    "9",
    "--intervals",
    "2",
  );
  expect(`${out}${err}`).toMatch(/60 conditions, 1 unit;.*left out 1 constant unit \(v\)/s);
  expect(`${out}${err}`).not.toMatch(/\b1 (units|metrics|factors|conditions|rows|levels)\b/);
});
