import * as fs from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { InputError } from "../math/errors.js";
import { makeFolder } from "./durable.node.js";

vi.mock("node:fs", { spy: true });
afterEach(() => vi.restoreAllMocks());

const refuse = (code: string) => () => {
  throw Object.assign(new Error(`${code}: refused`), { code });
};

test("a folder on a read-only disk: the disk is named, though mkdir says that something is missing", () => {
  vi.mocked(fs.mkdirSync).mockImplementation(refuse("ENOENT"));
  vi.mocked(fs.accessSync).mockImplementation(refuse("EROFS"));
  const make = () => makeFolder(join(import.meta.dirname, "runs", "fig1"));
  expect(make).toThrow(InputError);
  expect(make).toThrow(
    /cannot write .*fig1: the disk is read-only. Choose another place with --runs DIR or --out PATH/,
  );
});
