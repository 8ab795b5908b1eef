import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { JobResult } from "../protocols.js";
import { readJobResult, writeJobResult } from "./jobFiles.node.js";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "purecell-"));
  file = join(folder, "all-seed0.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

const result: JobResult = {
  job: { id: "all-seed0", condition: "all", seed: 0 },
  values: { mir: 0.8063, missing: Number.NaN, small: -0, deep: { list: [1e-300, "0.8063", null] } },
  arrays: {},
};

async function read(): Promise<{ readonly found: JobResult | undefined; readonly notes: readonly string[] }> {
  const notes: string[] = [];
  return { found: await readJobResult(folder, "all-seed0", (text) => notes.push(text)), notes };
}

test("values come back as they were written, NaN as null", async () => {
  await writeJobResult(folder, result, "once");
  const { found, notes } = await read();
  expect([found?.values, notes]).toEqual([JSON.parse(JSON.stringify(result.values)), []]);
});

test.each([
  ["0.8063", "0.8064"],
  ['"all"', '"none"'],
  ['"seed": 0', '"seed": 1'],
  ["1e-300", "2e-300"],
  ['"once"', '"twice"'],
])("with %s changed to %s the job runs again, and that is said", async (before, after) => {
  await writeJobResult(folder, result, "once");
  writeFileSync(file, readFileSync(file, "utf8").replace(before, after));
  const { found, notes } = await read();
  expect(found).toBeUndefined();
  expect(notes).toEqual([expect.stringContaining("its checksum does not match); that job runs again")]);
});

test("a file of before there were checksums is read", async () => {
  await writeJobResult(folder, result, undefined);
  const { checksum: _, ...older } = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify(older));
  expect((await read()).found?.values.mir).toBe(0.8063);
});
