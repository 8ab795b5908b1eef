/** `purecell design`: what it answers, and how it refuses. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { missingParts } from "../support/reportParts.js";
import { calling } from "./fixtures/inProcess.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "purecell-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function stored(name: string, rows: readonly (readonly (string | number)[])[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${rows.map((row) => row.join()).join("\n")}\n`);
  return path;
}

const levels = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const cut = [["x", "y"], ...levels.flatMap((x) => levels.map((y) => [x, y])).filter(([x, y]) => x + y >= 6)];

test("the answer holds changes, savings and power; the report its figure", async () => {
  const out = join(folder, "report");
  const path = stored("cut.csv", cut);
  const few = ["--neurons", "12,24", "--trials", "4", "--simulations", "20", "--add", "1"];
  const said = await calling("design", path, ...few, "--out", out, "--json");
  expect([said.code, said.err]).toEqual([0, expect.stringContaining("smallest change: add x 0, y 0")]);
  const answer = JSON.parse(said.out);
  expect(answer).toMatchObject({
    command: "design",
    flips: true,
    changes: [{ action: "add", condition: { x: 0, y: 0 } }],
    saving: { before: expect.closeTo(0.0174, 4), after: 0 },
  });
  expect(answer.power.map(({ neurons, repeats }: Record<string, number>) => [neurons, repeats])).toEqual([
    [12, 4],
    [24, 4],
  ]);
  for (const name of ["report.html", "results.json", "design.svg"])
    expect(existsSync(join(out, name)), name).toBe(true);
  expect(missingParts(readFileSync(join(out, "report.html"), "utf8"), { methods: false })).toEqual([]);
});

test("words are categories; for readers a table of power", async () => {
  const items = ["a", "b", "c"];
  const pairs = items.flatMap((one) => items.filter((other) => other !== one).map((other) => [one, other]));
  const path = stored("items.csv", [["first", "second"], ...pairs]);
  const said = await calling("design", path, "--neurons", "12", "--trials", "4", "--simulations", "10");
  expect([said.code, said.out]).toEqual([0, expect.stringMatching(/add first \w, second \w.*neurons/s)]);
});

test("nothing to change, unknown columns and constant ones are refused", async () => {
  const path = stored("cut.csv", cut);
  expect(await calling("design", path, "--add", "0")).toMatchObject({
    code: 2,
    err: expect.stringMatching(/no change/),
  });
  expect(await calling("design", path, "--kinds", "z=categorical")).toMatchObject({
    code: 2,
    err: expect.stringContaining("x, y"),
  });
  const flat = stored("flat.csv", [
    ["x", "y"],
    [1, 2],
    [1, 3],
    [1, 4],
  ]);
  expect(await calling("design", flat)).toMatchObject({ code: 3, err: expect.stringMatching(/"x" never changes/) });
});
