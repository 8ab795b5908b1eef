import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readExactly } from "./source.js";
import { fileSource } from "./source.node.js";
import { writeFileAtomic } from "./writeFileAtomic.node.js";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "purecell-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("replaces the file and leaves nothing else", async () => {
  const path = join(folder, "result.json");
  await writeFile(path, "old");
  await writeFileAtomic(path, "new");
  expect(await readFile(path, "utf8")).toBe("new");
  expect(await readdir(folder)).toEqual(["result.json"]);
});

test("a failed write leaves the old file and no temporary one", async () => {
  const path = join(folder, "taken");
  await writeFileAtomic(join(folder, "kept"), Uint8Array.of(1));
  await expect(writeFileAtomic(join(path, "under", "nothing"), "x")).rejects.toThrow(/ENOENT/);
  expect(await readdir(folder)).toEqual(["kept"]);
});

test("a file is read at any offset, and never past its end", async () => {
  const path = join(folder, "bytes");
  await writeFileAtomic(path, Uint8Array.of(0, 1, 2, 3, 4));
  const source = await fileSource(path);
  expect(source.size).toBe(5);
  expect([...(await readExactly(source, 2, 3))]).toEqual([2, 3, 4]);
  await expect(readExactly(source, 3, 3)).rejects.toThrow(/cut short/);
  await source.close();
});
