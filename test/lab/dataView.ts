/** Your data: files of one's own, predicted and measured in the page as on the command line. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { key, uniform } from "../../src/math/random.js";
import { representation, saveRepresentation } from "../../src/representation/index.js";
import { calling } from "../cli/fixtures/inProcess.js";
import { at, numberAt, saved, type Visit } from "./openLab.js";

const fixture = (name: string) => join(import.meta.dirname, "../fixtures", name);
const FORAGING = join(import.meta.dirname, "../../examples/foraging.csv");

/** Two pure units, and one that mixes both factors. */
function recordingFile(): Uint8Array {
  const rows = 400;
  const [a, b] = [uniform(key(1), rows), uniform(key(2), rows)];
  const activity = Float64Array.from(
    { length: 3 * rows },
    (_, i) => [a, b, a.map((x, row) => x + b[row])][i % 3][Math.floor(i / 3)],
  );
  const factors = [
    { name: "place", kind: "continuous" as const, values: a },
    { name: "speed", kind: "continuous" as const, values: b },
  ];
  return saveRepresentation(representation({ activity, units: 3, factors }));
}

interface Inspection {
  readonly format: string;
  readonly entries: readonly { readonly name: string; readonly shape: readonly number[]; readonly problem?: string }[];
}

const choose = (page: Page, name: string, content: Uint8Array | string) =>
  at(page, "file").setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });

/** With the flags of `purecell inspect`. */
const FILES: readonly (readonly [string, ...string[]])[] = [
  ["hdf5/plain.h5"],
  ["hdf5/hostile.h5"],
  ["hdf5/recording.mat"],
  ["matlab5/packed.mat"],
  ["hdf5/session.nwb"],
  ["hdf5/session.nwb", "--bin-width", "0.5"],
];

const HDF5_SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
const REFUSED: readonly (readonly [string, Uint8Array | string, RegExp])[] = [
  ["empty.csv", "", /is empty/],
  ["ragged.csv", "a,b\n1,2\n3\n", /ragged.csv/],
  ["fake.npz", "not a zip", /is not a .npz archive/],
  ["cut.npz", recordingFile().slice(0, 900), /cut.npz/],
  ["picture.npy", Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 9, 9), /picture.npy/],
  ["hollow.h5", Uint8Array.from([...HDF5_SIGNATURE, ...Array(600).fill(0x78)]), /is not an HDF5 file, or is cut short/],
  ["cut.mat", readFileSync(fixture("hdf5/recording.mat")).subarray(0, 4000), /cut.mat/],
];

export function dataTests(visit: Visit): void {
  describe("Your data", () => {
    test("predicts the example as the command line does", async () => {
      const { out } = await calling("predict", FORAGING, "--columns", "position,reward", "--json");
      const { energy, statement } = JSON.parse(out);
      await visit("#data", async (page) => {
        await at(page, "example").click();
        await at(page, "column-speed").click();
        await at(page, "predict").click();
        await at(page, "statement").waitFor();
        expect(await at(page, "statement").textContent()).toBe(statement);
        expect(await numberAt(page, "statement")).toBe(energy.optimal);
        expect(await page.locator(".picture svg").count()).toBe(1);
        expect(new TextDecoder().decode(await saved(page, "svg"))).toMatch(/^<svg/);
      });
    });

    test("measures a recording as the command line does", async () => {
      const folder = mkdtempSync(join(tmpdir(), "purecell-"));
      try {
        const path = join(folder, "recording.npz");
        writeFileSync(path, recordingFile());
        const flags = [
          "--metrics",
          "mir,mig,modularity",
          "--null",
          "20",
          "--intervals",
          "20",
          "--selectivity",
          "0",
          "--json",
        ];
        const { metrics } = JSON.parse((await calling("measure", path, ...flags)).out);
        await visit("#data", async (page) => {
          await choose(page, "recording.npz", recordingFile());
          await page.waitForFunction(
            () => document.querySelector<HTMLInputElement>('[data-test="activity"]')?.value === "activity",
          );
          await at(page, "draws").fill("20");
          await at(page, "measure").click();
          await at(page, "scores").waitFor();
          for (const name of ["mir", "mig", "modularity"]) {
            expect(await numberAt(page, `score-${name}`), name).toBe(metrics[name].score);
          }
          expect(new TextDecoder().decode(await saved(page, "csv"))).toMatch(/^metric,score,low,high,chance,p\nmir,/);
        });
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    test("finds in files of every format what the command line finds", () =>
      visit("#data", async (page) => {
        for (const [name, ...flags] of FILES) {
          const { out } = await calling("inspect", fixture(name), ...flags, "--json");
          const { format, entries }: Inspection = JSON.parse(out);
          await choose(page, name, readFileSync(fixture(name)));
          await page.getByRole("heading", { name }).waitFor();
          if (flags.length > 0) {
            await at(page, "bin-width").fill(flags[1]);
            await at(page, "put-in-bins").click();
            await at(page, "entry-time").waitFor();
          }
          await page.getByText(`${format}; ${entries.length} arrays`).waitFor();
          for (const { name: entry, shape } of entries.filter(({ problem }) => problem === undefined)) {
            expect(await at(page, `entry-${entry}`).textContent(), entry).toBe(shape.join(" × ") || "single");
          }
        }
      }));

    test("what cannot be read is refused in words, and the next file is read", () =>
      visit("#data", async (page) => {
        for (const [name, content, words] of REFUSED) {
          await choose(page, name, content);
          await page.locator('[role="alert"]').getByText(name).first().waitFor();
          expect(await page.locator('[role="alert"]').textContent()).toMatch(words);
        }
        await choose(page, "whole.mat", readFileSync(fixture("hdf5/recording.mat")));
        await at(page, "entry-rates").waitFor();
      }));

    test("dependent factors are refused in words, and the page goes on", () =>
      visit("#data", async (page) => {
        await choose(page, "same.csv", "a,b,c\n1,2,5\n2,4,1\n3,6,2\n4,8,9\n");
        await at(page, "predict").click();
        await page
          .getByText(/linearly dependent|dependent/)
          .first()
          .waitFor();
        await at(page, "column-b").click();
        await at(page, "predict").click();
        await at(page, "statement").waitFor();
      }));
  });
}
