/** Whatever `inspect` proposes to type is accepted, for every file of data that the tests have. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { calling } from "./fixtures/inProcess.js";

const fixtures = new URL("../fixtures/", import.meta.url).pathname;
const FOLDERS = ["field", "hdf5", "matlab5", "numpy", "parquet"];
/** A file that no reader ends with in good time, and what are no data. */
const ASIDE = /(endless\.h5|\.py|\.json|\.bin|secret.*)$/;
const files = FOLDERS.flatMap((folder) => readdirSync(join(fixtures, folder)).map((file) => join(folder, file))).filter(
  (file) => !ASIDE.test(file),
);

const answer = z.object({ measure: z.string().nullable(), cells: z.string().nullable() });
/** A command without its first word, as a shell takes it apart. */
const words = (command: string) =>
  [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, inner, bare]) => inner ?? bare).slice(1);

const QUICK: Readonly<Record<string, readonly string[]>> = {
  measure: ["--metrics", "mutualInformation", "--null", "0", "--intervals", "0", "--json"],
  cells: ["--shifts", "19", "--field-shuffles", "19", "--json"],
};

test.each(files)("%s", async (file) => {
  const path = join(fixtures, file);
  const choices = /\.nwb$/.test(file) ? [[], ["--bin-width", "0.5"], ["--bin-width", "trials"]] : [[]];
  for (const flags of choices) {
    const inspected = await calling("inspect", path, ...flags, "--json");
    expect([0, 3], inspected.err).toContain(inspected.code);
    if (inspected.code === 3) continue;
    const { measure, cells } = answer.parse(JSON.parse(inspected.out));
    for (const command of [measure, cells]) {
      if (command === null) continue;
      const [name, ...rest] = words(command);
      const { code, err } = await calling(name, ...rest, ...QUICK[name]);
      expect(code, `${command}\n${err}`).toBe(0);
    }
  }
});
