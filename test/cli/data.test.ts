/** `purecell data`: which data sets there are, what is wrong with a file, and a contact sheet that shows every factor. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decode } from "fast-png";
import { afterAll, beforeAll, expect, test } from "vitest";
import { judged } from "../../src/cli/commands/data/check.js";
import { writeNpz } from "../../src/io/index.js";
import { imageLayouts } from "../../src/tasks/index.js";
import { calling } from "./fixtures/inProcess.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "purecell-data-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const written = (name: string, bytes: Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

test("list: tasks, layouts, factor tables, where files are found", async () => {
  const { code, out } = await calling("data", "list", "--json");
  expect(code).toBe(0);
  const answer = JSON.parse(out);
  expect(answer).toMatchObject({ schemaVersion: 1, command: "data list" });
  expect(answer.tasks.map(({ name, origin, count }: Record<string, unknown>) => [name, origin, count])).toEqual([
    ["dsprites", "re-rendered", 737280],
    ["shapes3d", "re-rendered", 480000],
  ]);
  expect(answer.files.map(({ count }: { count: number }) => count)).toEqual([
    737280, 737280, 480000, 1036800, 460800, 737280, 233280,
  ]);
  const text = (await calling("data", "list")).out;
  expect(text).toMatch(/imgs 737280 x 64 x 64 u1, latents_classes 737280 x 6 i8, latents_values 737280 x 6 f8/);
  expect(text).toMatch(/MD5 099a2078d58cec4daad0702c55d06868/);
  expect(text).toMatch(/orientation +40 circular/);
});

const one = (...shape: number[]) => ({ shape, data: new Uint8Array(shape.reduce((a, b) => a * b, 1)) });

test.each<[string, Uint8Array, RegExp[]]>([
  [
    "dsprites.npz",
    writeNpz({ images: one(2, 64, 64) }),
    [/array "imgs" is missing; the file holds images/, /Get dSprites from github/],
  ],
  ["dsprites.npz", writeNpz({ imgs: one(2, 32, 32) }), [/"imgs" is 2 x 32 x 32; 737280 x 64 x 64 is expected/]],
  ["mpi3d_real.npz", writeNpz({ images: one(3, 64, 64, 3) }), [/"images" is 3 x 64 x 64 x 3; 1036800 x 64 x 64 x 3/]],
  ["dsprites.npz", writeNpz({ imgs: one(2, 64, 64) }).subarray(0, 60), [/cut short/]],
  ["3dshapes.h5", new TextEncoder().encode("<html></html>"), [/is a web page, .*download the file itself/]],
  ["3dshapes.h5", new TextEncoder().encode("not found\n"), [/is not an HDF5 file, in spite of its name/]],
  ["other.npz", writeNpz({ rates: one(2, 3) }), [/holds rates; known are/, /data list/]],
])("check %s (%#): says what is wrong and what was expected, and exits with 3", async (name, bytes, words) => {
  const path = written(name, bytes);
  const { code, out } = await calling("data", "check", path);
  expect(code).toBe(3);
  for (const word of words) expect(out).toMatch(word);
  const json = await calling("data", "check", path, "--json");
  expect(json.code).toBe(3);
  const answer = JSON.parse(json.out);
  expect(answer).toMatchObject({ command: "data check", usable: false, next: null });
  expect(answer.problems.length).toBeGreaterThan(0);
  const refused = await calling("data", "preview", path);
  expect([refused.code, refused.out]).toEqual([3, ""]);
});

test("check: what to type next can be typed, whatever the file is called", () => {
  const next = (path: string) =>
    judged({ path, layout: imageLayouts[0], published: "dSprites", entries: [], problems: [] }, {}).next;
  expect(next("data/sprites.npz")).toBe("purecell data preview data/sprites.npz");
  expect(next("my data/sprites.npz")).toBe("purecell data preview 'my data/sprites.npz'");
});

test("check: a missing file and an empty folder", async () => {
  for (const path of [join(folder, "none.npz"), folder]) {
    expect((await calling("data", "check", path)).code).toBe(3);
  }
  const empty = join(folder, "Isaac3D");
  mkdirSync(empty);
  expect((await calling("data", "check", empty)).out).toMatch(/holds no PNG images/);
});

test("preview: a sheet with a row for every factor, in the task's colours", async () => {
  const path = join(folder, "sheet.png");
  const { code, out } = await calling("data", "preview", "shapes3d", "--size", "32", "--out", path, "--json");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ origin: "re-rendered", height: 32, channels: 3, file: path });
  const { width, height, data, channels } = decode(readFileSync(path));
  expect(width).toBeGreaterThan(15 * 32);
  expect(height).toBeGreaterThan(6 * 32);
  const colours = new Set<string>();
  for (let at = 0; at < data.length; at += channels) colours.add(Array.from(data.subarray(at, at + 3)).join());
  for (const colour of ["153,226,249", "255,0,0", "255,153,0", "204,255,0"]) expect(colours).toContain(colour);
});

test.each([
  [["data", "show"], /there are: data list, data check FILE, data preview TASK/],
  [["data", "check"], /data check FILE/],
  [["data", "preview", "dsprite"], /"dsprite" is no image task \(dsprites, shapes3d\)/],
  [["data", "preview", "dsprites", "--size", "48"], /can be divided by a whole number/],
  [["data", "preview", "dsprites", "--size", "big"], /--size takes a whole number; got "big"/],
  [["data", "preview", "dsprites", "--condition", "737280"], /a number from 0 to 737279/],
])("%j is refused with what would do", async (argv, words) => {
  const { code, err } = await calling(...argv, ...(argv[1] === "preview" ? ["--out", join(folder, "never.png")] : []));
  expect(code).toBe(2);
  expect(err).toMatch(words);
  expect(existsSync(join(folder, "never.png"))).toBe(false);
});
