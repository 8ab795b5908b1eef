/** Files of other programs are named for what they are, with the line that converts them, whatever their name. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync, strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { InputError } from "../math/errors.js";
import { type NpyArray, toFloat64 } from "./npy.js";
import { writeNpz } from "./npz.js";
import { openDataFile } from "./openDataFile.js";
import { openDataPath } from "./openDataPath.node.js";
import { bytesSource } from "./source.js";

const zip = (...names: string[]) => zipSync(Object.fromEntries(names.map((name) => [name, strToU8("x")])));
const bytes = (...values: (number | string)[]) =>
  Uint8Array.from(values.flatMap((value) => (typeof value === "number" ? [value] : [...strToU8(value)])));

test.each<[string, Uint8Array, RegExp]>([
  ["book.xlsx", zip("[Content_Types].xml", "xl/workbook.xml"), /is an Excel workbook.*read_excel\("book.xlsx"\)/],
  ["rates.npz", zip("xl/workbook.xml"), /is an Excel workbook/],
  ["book.xls", bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), /old Excel workbook/],
  ["model.pt", zip("model/data.pkl", "model/data/0"), /is a PyTorch file.*torch.load/],
  ["weights.zip", zip("archive/data.pkl"), /is a PyTorch file/],
  ["rates.pkl", bytes(0x80, 4, 0x95, 3, 0, 0), /is a Python pickle.*read_pickle/],
  ["rates.csv", bytes(0x80, 2, "}q"), /is a Python pickle/],
  ["old.p", bytes("(dp0\nS'a'\n"), /is a Python pickle/],
  ["rates.feather", bytes("ARROW1", 0, 0), /Feather.*read_feather/],
  ["store.zip", zip(".zgroup", "rates/.zarray", "rates/0.0"), /is a Zarr store.*zarr.open/],
  ["rates.json", bytes('{"rates": [1, 2]}'), /is JSON.*json.load/],
  ["rates.txt", bytes('[{"a": 1}]'), /is JSON/],
  ["rates.rds", gzipSync(bytes("X\n", 0, 0, 0, 3, "x".repeat(30))), /is an R data file.*readRDS/],
  ["rates.csv.gz", gzipSync(bytes("a,b\n1,2\n".repeat(9))), /compressed by gzip.*gunzip/],
  ["rates.sav", bytes("$FL2@(#)"), /SPSS.*read_spss/],
  ["x.safetensors", bytes(64, 0, 0, 0, 0, 0, 0, 0, '{"a":{}}'), /safetensors.*load_file/],
  ["session.nex", bytes("NEX1", 0), /NeuroExplorer/],
  ["rates.npy", bytes("version https://git-lfs.github.com/spec/v1\n"), /pointer of Git LFS.*git lfs pull/],
  ["rates.mat", bytes("# Created by Octave 8.4\n"), /text file of Octave.*-v7/],
  ["data.csv", bytes("<!DOCTYPE html>"), /a web page.*download/],
  ["figure.png", bytes(0x89, "PNG\r\n"), /an image/],
])("%s", async (name, content, message) => {
  const refused = openDataFile(bytesSource(content, name));
  await expect(refused).rejects.toThrow(InputError);
  await expect(refused).rejects.toThrow(message);
});

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "purecell-foreign-"));
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ["rates.zarr", { ".zgroup": "{}" }, /is a Zarr store.*zarr.open/],
  ["three", { "zarr.json": '{"zarr_format": 3}' }, /is a Zarr store/],
  [
    "session.nwb.zarr",
    { ".zgroup": "{}", ".zattrs": '{"nwb_version": "2.6.0"}' },
    /is an NWB file stored in Zarr.*NWBZarrIO/,
  ],
])("the folder %s", async (name, files, message) => {
  const path = join(folder, name);
  await mkdir(path);
  for (const [file, text] of Object.entries(files)) await writeFile(join(path, file), text);
  await expect(openDataPath(path)).rejects.toThrow(message);
});

const numbers = (...data: number[]): NpyArray => ({ shape: [data.length], data: Float64Array.from(data) });
const named = (format: string) => ({ format: { shape: [1], data: [format] }, shape: numbers(3, 4) });
const DENSE = [0, 5, 0, 2, 0, 0, 0, 0, 1, 0, 0, 0];

test.each<[string, Record<string, NpyArray>]>([
  ["csr", { ...named("csr"), data: numbers(5, 2, 1), indices: numbers(1, 3, 0), indptr: numbers(0, 2, 2, 3) }],
  ["csc", { ...named("csc"), data: numbers(1, 5, 2), indices: numbers(2, 0, 0), indptr: numbers(0, 1, 2, 2, 3) }],
  [
    "coo, entries added",
    { ...named("coo"), data: numbers(5, 1, 1, 1), row: numbers(0, 0, 0, 2), col: numbers(1, 3, 3, 0) },
  ],
  [
    "dia",
    {
      ...named("dia"),
      offsets: numbers(1, 3, -2),
      data: { shape: [3, 4], data: Float64Array.of(0, 5, 0, 0, 0, 0, 0, 2, 1, 0, 0, 0) },
    },
  ],
])("SciPy's sparse matrix, %s", async (_, arrays) => {
  const file = await openDataFile(bytesSource(writeNpz(arrays), "sparse.npz"));
  expect(file.entries).toMatchObject([{ name: "matrix", shape: [3, 4], kind: "numbers" }]);
  expect([...toFloat64(await file.read("matrix"))]).toEqual(DENSE);
  expect([...toFloat64(await file.read("matrix", { rows: [2, 3] }))]).toEqual([1, 0, 0, 0]);
});

test("a sparse matrix whose entries lie outside it", async () => {
  const arrays = { ...named("csr"), data: numbers(5), indices: numbers(9), indptr: numbers(0, 1, 1, 1) };
  const file = await openDataFile(bytesSource(writeNpz(arrays), "sparse.npz"));
  await expect(file.read("matrix")).rejects.toThrow(/damaged: its entries lie outside/);
});
