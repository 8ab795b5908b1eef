import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { unpackedCopy } from "./unpackedCopy.node.js";

vi.mock("node:fs", { spy: true });
beforeEach(() => vi.stubEnv("PURECELL_CACHE", join(tmpdir(), "purecell-never-made")));
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const copying = () =>
  unpackedCopy({
    label: "sprites.npz",
    md5: "0",
    images: 2,
    values: 8,
    bits: 8,
    async *pieces() {
      yield new Uint8Array(16);
    },
    progress: () => {},
  });

const refuse = (code: string) => () => {
  throw Object.assign(new Error(`${code}: refused`), { code });
};

test.each([
  ["ENOSPC", 4, /purecell-never-made cannot be written: the disk is full\. .* Or set PURECELL_CACHE/],
  ["EROFS", 3, /purecell-never-made cannot be written: set PURECELL_CACHE to a folder with room/],
])("a cache that cannot be made, %s: exit code %d, and what to set", async (code, exitCode, words) => {
  vi.mocked(fs.mkdirSync).mockImplementation(refuse(code));
  await expect(copying()).rejects.toMatchObject({ exitCode, message: expect.stringMatching(words) });
});

test("too little room for the copy: 4, with both numbers", async () => {
  vi.mocked(fs.mkdirSync).mockReturnValue(undefined);
  vi.mocked(fs.statfsSync, { partial: true }).mockReturnValue({ bavail: 3, bsize: 10 });
  const message = expect.stringMatching(/sprites.npz unpacks to 144 bytes, and .* has 30 left: free some, or set/);
  await expect(copying()).rejects.toMatchObject({ exitCode: 4, message });
});
