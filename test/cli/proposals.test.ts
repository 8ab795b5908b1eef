/** Whatever `inspect` proposes to type is accepted, for every file of data that the tests have. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { calling } from "./fixtures/inProcess.js";

const fixtures = new URL("../fixtures/", import.meta.url).pathname;
const FOLDERS = ["field", "hdf5", "matlab5", "numpy", "parquet"];
/** A file that no reader ends with in good time, files that say the same as another, and what are no data. */
const ASIDE = /(endless\.h5|conversion.*\.nwb|brotli\.parquet|\.py|\.json|\.bin|secret.*)$/;
const files = FOLDERS.flatMap((folder) => readdirSync(join(fixtures, folder)).map((file) => join(folder, file))).filter(
  (file) => !ASIDE.test(file),
);

const answer = z.object({
  measure: z.string().nullable(),
  cells: z.string().nullable(),
  predict: z.string().nullable(),
});
/** A command without its first word, as a shell takes it apart. */
const words = (command: string) =>
  [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, inner, bare]) => inner ?? bare).slice(1);

const QUICK: Readonly<Record<string, readonly string[]>> = {
  measure: ["--metrics", "mutualInformation", "--null", "0", "--intervals", "0", "--json"],
  predict: ["--json", "--seconds", "0.2"],
  cells: ["--shifts", "19", "--field-shuffles", "19", "--json"],
};

test.each(files)("%s", async (file) => {
  const path = join(fixtures, file);
  const inTrials = file === "field/session.nwb" ? [[], ["--bin-width", "trials"]] : [];
  const choices = /\.nwb$/.test(file) ? [["--bin-width", "0.5"], ...inTrials] : [[]];
  for (const flags of choices) {
    const inspected = await calling("inspect", path, ...flags, "--json");
    expect([0, 3], inspected.err).toContain(inspected.code);
    if (inspected.code === 3) continue;
    const { measure, cells, predict } = answer.parse(JSON.parse(inspected.out));
    for (const command of [measure, cells, predict]) {
      if (command === null) continue;
      const [name, ...rest] = words(command);
      const { code, err } = await calling(name, ...rest, ...QUICK[name]);
      expect(code, `${command}\n${err}`).toBe(0);
    }
  }
});

test("finished rate maps are shown to cells", async () => {
  const path = join(fixtures, "space/grid-cell-rate-maps.npz");
  const { measure, cells } = answer.parse(JSON.parse((await calling("inspect", path, "--json")).out));
  expect([measure, cells]).toEqual([null, `purecell cells ${path} --maps rate_maps_hz`]);
  const { out } = await calling("inspect", path);
  expect(out).toContain("Rate maps");
  expect(out).not.toContain("Say which it is");
});

test("a table of nothing but factors is one to predict from, names among them", async () => {
  const folder = mkdtempSync(join(tmpdir(), "purecell-factors-"));
  const path = join(folder, "factors.csv");
  const rows = Array.from({ length: 24 }, (_, row) => `${(row * 7) % 24},${"abc"[row % 3]},same`);
  writeFileSync(path, `speed,odour,rat\n${rows.join("\n")}\n`);
  const { predict, measure } = answer.parse(JSON.parse((await calling("inspect", path, "--json")).out));
  expect(measure).toBeNull();
  expect(predict).toBe(`purecell predict ${path} --columns speed,odour --kinds odour=categorical`);
  const [name, ...rest] = words(predict ?? "");
  const { code, err } = await calling(name, ...rest, ...QUICK.predict);
  expect(code, err).toBe(0);
  rmSync(folder, { recursive: true });
});
