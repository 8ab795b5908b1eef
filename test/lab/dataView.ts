/** Your data: files of one's own, predicted and measured in the page as on the command line. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { bytesSource, type NpyArray, readNpz, toFloat64, writeNpz } from "../../src/io/index.js";
import { key, uniform } from "../../src/math/random.js";
import { representation, saveRepresentation } from "../../src/representation/index.js";
import { calling } from "../cli/fixtures/inProcess.js";
import { at, numberAt, saved, type Visit } from "./openLab.js";
import { writtenSession } from "./writtenSession.js";

const fixture = (name: string) => join(import.meta.dirname, "../fixtures", name);
const FORAGING = join(import.meta.dirname, "../../examples/foraging.csv");

/** Headings in degrees, an odour by name; every pair of them, with noise in neither. */
const TRIALS = [
  "heading,odour",
  ...Array.from({ length: 36 }, (_, i) => `${(i % 12) * 30},${["B", "A", "C"][Math.floor(i / 12)]}`),
].join("\n");

async function withFile(
  name: string,
  content: Uint8Array | string,
  act: (path: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "purecell-"));
  try {
    writeFileSync(join(folder, name), content);
    await act(join(folder, name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the command line says to the very line that the page shows, the file being at `path`. */
async function answerTo(page: Page, name: string, path: string) {
  const command = (await at(page, `command-${name}`).textContent()) ?? "";
  const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain);
  expect(words.slice(0, 3)).toEqual(["npx", "purecell", name]);
  const { out, err } = await calling(name, path, ...words.slice(4), "--json");
  expect(out, err).not.toBe("");
  return JSON.parse(out);
}

/** Two pure units, one that mixes both factors, one that never changes. */
function recordingFile(): Uint8Array {
  const rows = 400;
  const [a, b] = [uniform(key(1), rows), uniform(key(2), rows)];
  const activity = Float64Array.from(
    { length: 4 * rows },
    (_, i) => [a, b, a.map((x, row) => x + b[row]), a.map(() => 0.5)][i % 4][Math.floor(i / 4)],
  );
  const factors = [
    { name: "place", kind: "continuous" as const, values: a },
    { name: "speed", kind: "continuous" as const, values: b },
  ];
  return saveRepresentation(representation({ activity, units: 4, factors }));
}

/** A hundred seconds in half the box, two of the cells: of the sample that is shipped. */
async function shortSession(): Promise<Uint8Array> {
  const sample = readFileSync(join(import.meta.dirname, "../../lab/samples/session.npz"));
  const arrays = await readNpz(bytesSource(sample, "session.npz"));
  const numbers = (name: string) => toFloat64(arrays.get(name) ?? { shape: [0], data: [] }, name);
  const [t, place, turned, times, owners] = ["t", "position", "head_direction", "spike_times", "spike_cells"].map(
    numbers,
  );
  const samples = Int32Array.from(t.keys()).filter((at) => t[at] < 100);
  const spikes = Int32Array.from(times.keys()).filter((at) => times[at] < 100 && owners[at] < 2);
  const list = (data: Float64Array): NpyArray => ({ shape: [data.length], data });
  return writeNpz({
    t: list(Float64Array.from(samples, (at) => t[at])),
    position: { shape: [samples.length, 2], data: place.slice(0, 2 * samples.length).map((value) => value / 2) },
    head_direction: list(Float64Array.from(samples, (at) => turned[at])),
    spike_times: list(Float64Array.from(spikes, (at) => times[at])),
    spike_cells: list(Float64Array.from(spikes, (at) => owners[at])),
  });
}

interface Inspection {
  readonly format: string;
  readonly entries: readonly { readonly name: string; readonly shape: readonly number[]; readonly problem?: string }[];
}

const choose = (page: Page, name: string, content: Uint8Array | string) =>
  at(page, "file").setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });

/** With the width of bins that `purecell inspect` is told; the page takes 0.1 s by itself for these, and is told any other. */
const FILES: readonly (readonly [name: string, width?: string])[] = [
  ["hdf5/plain.h5"],
  ["hdf5/hostile.h5"],
  ["hdf5/recording.mat"],
  ["matlab5/packed.mat"],
  ["hdf5/session.nwb", "0.1"],
  ["hdf5/session.nwb", "0.5"],
  ["hdf5/traces.nwb", "0.1"],
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
    test("predicts the example as the command beside it does", () =>
      visit("#data", async (page) => {
        await at(page, "example").click();
        await at(page, "column-speed").click();
        await at(page, "predict").click();
        const { energy, statement } = await answerTo(page, "predict", FORAGING);
        expect(await at(page, "statement").textContent()).toBe(statement);
        expect(await numberAt(page, "statement")).toBe(energy.optimal);
        expect(await page.locator(".picture svg").count()).toBe(1);
        expect(new TextDecoder().decode(await saved(page, "svg"))).toMatch(/^<svg/);
      }));

    test("reads circular and categorical factors as they are said to be, and the address keeps it", () =>
      withFile("trials.csv", TRIALS, (path) =>
        visit("#data", async (page) => {
          await choose(page, "trials.csv", TRIALS);
          await at(page, "column-odour").click();
          expect(await at(page, "kind-odour").inputValue()).toBe("categorical");
          await at(page, "kind-heading").selectOption("circular");
          await at(page, "period-heading").fill("180");
          await at(page, "period-heading").press("Tab");
          await at(page, "lambdaIn").fill("0.5");
          await at(page, "lambdaIn").press("Tab");
          await at(page, "predict").click();
          const { energy } = await answerTo(page, "predict", path);
          expect(await at(page, "command-predict").textContent()).toContain("heading=circular:180");
          expect(await numberAt(page, "statement")).toBe(energy.optimal);
          // Two coordinates of one angle are one factor.
          expect(await at(page, "neurons").textContent()).not.toContain("mixed");
          await page.waitForURL(/kinds=.*lambdaIn=0\.5/);
          await visit(new URL(page.url()).hash, async (again) => {
            await at(again, "awaited").getByText("trials.csv").waitFor();
            await choose(again, "trials.csv", TRIALS);
            await at(again, "predict").click();
            await at(again, "statement").waitFor();
            expect(await numberAt(again, "statement")).toBe(energy.optimal);
            expect(await at(again, "awaited").count()).toBe(0);
            await choose(again, "same.csv", "a,b,c\n1,2,5\n2,4,1\n3,6,2\n4,8,9\n");
            await at(again, "column-c").waitFor();
            expect(await at(again, "lambdaIn").inputValue()).toBe("1");
          });
        }),
      ));

    test("measures a recording as the command beside it does", () =>
      withFile("recording.npz", recordingFile(), (path) =>
        visit("#data", async (page) => {
          await choose(page, "recording.npz", recordingFile());
          await at(page, "recording").getByText("400 conditions, 4 units").waitFor();
          await at(page, "draws").fill("20");
          await at(page, "draws").press("Tab");
          await at(page, "measure").click();
          const { metrics } = await answerTo(page, "measure", path);
          for (const name of ["mir", "mig", "modularity"]) {
            expect(await numberAt(page, `score-${name}`), name).toBe(metrics[name].score);
          }
          await page.getByText("1 constant unit left out").waitFor();
          expect(new TextDecoder().decode(await saved(page, "csv"))).toMatch(
            /^metric,score,low,high,chance rotated,p rotated,chance permuted,p permuted\nmir,/,
          );
        }),
      ));

    test("measures spikes in bins, with kinds, bins and metrics as they are said", () =>
      visit("#data?v=1&file=session.nwb&binWidth=0.1&metrics=mutualInformation,irs&draws=20&seed=3", async (page) => {
        const path = fixture("hdf5/session.nwb");
        await choose(page, "session.nwb", readFileSync(path));
        await at(page, "recording").waitFor();
        const [factor] = await page.locator('[data-test="recording"] select').all();
        await factor.selectOption("categorical");
        await at(page, "bins").fill("4");
        await at(page, "bins").press("Tab");
        await at(page, "measure").click();
        const { metrics } = await answerTo(page, "measure", path);
        const command = await at(page, "command-measure").textContent();
        expect(command).toMatch(/--kinds .*=categorical.* --bin-width 0.1 .*--bins 4 .*--seed 3/);
        for (const name of ["mutualInformation", "irs"]) {
          expect(await numberAt(page, `score-${name}`), name).toBe(metrics[name].score);
          for (const [kind, { median }] of Object.entries<{ median: number }>(metrics[name].nulls))
            expect(await numberAt(page, `chance-${name}-${kind}`), name).toBe(median);
        }
      }));

    test("puts a session in bins by itself, says so, and offers its spikes and its behaviour", () =>
      visit("#data", async (page) => {
        const path = fixture("hdf5/session.nwb");
        await choose(page, "session.nwb", readFileSync(path));
        await at(page, "recording").getByText("90 conditions, 3 units").waitFor();
        expect(await at(page, "bins-said").textContent()).toMatch(/in bins of 0\.1 s: the width that spikes are given/);
        expect(await at(page, "activity").inputValue()).toBe("activity");
        const factors = (await at(page, "factors").inputValue()).split(", ");
        expect(factors.sort()).toEqual([
          "processing/behavior/CompassDirection/head",
          "processing/behavior/Position/place",
        ]);
        const ticked = await page
          .locator('[data-test^="column-"]:checked')
          .evaluateAll((boxes) => boxes.map((box) => box.getAttribute("data-test")));
        expect(ticked.every((name) => name?.startsWith("column-processing/behavior/"))).toBe(true);
        expect(ticked).toHaveLength(3);
        expect(await page.locator("main").textContent()).not.toMatch(/--[a-z]/);
        await at(page, "draws").fill("20");
        await at(page, "draws").press("Tab");
        await at(page, "measure").click();
        const { metrics } = await answerTo(page, "measure", path);
        expect(await at(page, "command-measure").textContent()).toContain("--bin-width 0.1 ");
        expect(await numberAt(page, "score-mir")).toBe(metrics.mir.score);
      }));

    test("takes a file dropped anywhere; other views keep the browser from leaving, and say where files go", async () => {
      const dropOn = async (page: Page): Promise<boolean> =>
        page.evaluate((text) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([text], "trials.csv"));
          const event = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
          document.body.dispatchEvent(event);
          return event.defaultPrevented;
        }, TRIALS);
      await visit("#data", async (page) => {
        await at(page, "example").waitFor();
        expect(await dropOn(page)).toBe(true);
        await at(page, "column-heading").waitFor();
      });
      await visit("#stories", async (page) => {
        expect(await dropOn(page)).toBe(true);
        await at(page, "column-heading").waitFor();
        await page.waitForURL(/#data.*file=trials\.csv/);
      });
    });

    test("offers voltages of the acquisition as nothing, and of a session that cannot be put in bins nothing, with the reason", () =>
      visit("#data", async (page) => {
        const ticked = () => page.locator('[data-test^="column-"]:checked').count();
        await choose(page, "whole.nwb", await writtenSession(0));
        await at(page, "recording").getByText("19 conditions, 2 units").waitFor();
        expect(await at(page, "factors").inputValue()).toBe(
          "processing/behavior/Position/first, processing/behavior/Position/second",
        );
        expect(await ticked()).toBe(4);
        await at(page, "column-acquisition/voltage[0]").waitFor();
        await choose(page, "apart.nwb", await writtenSession(50));
        await at(page, "bins-said")
          .getByText(/as it is stored.*3 of 3 spikes lie outside the session/)
          .waitFor();
        expect(await ticked()).toBe(0);
        expect(await at(page, "activity").inputValue()).toBe("");
        expect(await page.locator("main").textContent()).not.toMatch(/--[a-z]/);
      }));

    test("finds in files of every format what the command line finds", () =>
      visit("#data", async (page) => {
        for (const [name, width] of FILES) {
          const flags = width === undefined ? [] : ["--bin-width", width];
          const { out } = await calling("inspect", fixture(name), ...flags, "--json");
          const { format, entries }: Inspection = JSON.parse(out);
          await choose(page, name, readFileSync(fixture(name)));
          await page.getByRole("heading", { name }).waitFor();
          if (width !== undefined && width !== "0.1") {
            await at(page, "bin-width").fill(width);
            await at(page, "put-in-bins").click();
          }
          await page.getByText(`${format}; ${entries.length} arrays`).waitFor();
          for (const { name: entry, shape } of entries.filter(({ problem }) => problem === undefined)) {
            await at(page, `entry-${entry}`)
              .getByText(shape.join(" × ") || "single", { exact: true })
              .waitFor();
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

    test("decides as the command line does, says so, and has a control for every choice", () =>
      visit("#data", async (page) => {
        await at(page, "sample-choice").click();
        await at(page, "recording").getByText("340 conditions, 40 units").waitFor();
        for (const [field, text] of [
          ["draws", "20"],
          ["bins", "4"],
        ]) {
          await at(page, field).fill(text);
          await at(page, field).press("Tab");
        }
        const path = join(import.meta.dirname, "../../lab/samples/choice.npz");
        await page.locator('input[data-test^="without-"]').first().check();
        await at(page, "test").click();
        const tested = await answerTo(page, "test", path);
        const [{ variable, outcome, counts }] = tested.without;
        expect(await at(page, "without-said").textContent()).toContain(
          `${variable}: theory would predict ${outcome.predicted}, the recording would show ${outcome.recorded} (${counts.pure} pure, ${counts.mixed} mixed`,
        );
        expect(await numberAt(page, "efficiency")).toBe(tested.efficiency.eta);
        expect(await at(page, "predicted").getAttribute("data-value")).toBe(tested.outcome.predicted);
        expect(await at(page, "recorded").getAttribute("data-value")).toBe(tested.outcome.recorded);
        expect(await at(page, "paragraph").textContent()).toBe(tested.paragraph);
        await at(page, "design").click();
        const { saving, statement } = await answerTo(page, "design", path);
        expect(await numberAt(page, "saving-before")).toBe(saving.before);
        expect(await numberAt(page, "saving-after")).toBe(saving.after);
        expect((await at(page, "design-headline").textContent())?.toLowerCase()).toBe(statement.toLowerCase());
        const report = new TextDecoder().decode(await saved(page, "report"));
        expect(report).toContain(tested.paragraph);
        expect(report.match(/<svg/g)?.length).toBeGreaterThan(0);
        await at(page, "role-factors").selectOption("left out");
        await at(page, "no-recording").waitFor();
        await at(page, "role-activity").waitFor();
        expect(await at(page, "reading-leaveOut").inputValue()).toBe("factors");
      }));

    test("a session is drawn and its cells tested as the command beside it does, its choices with a control each", async () => {
      const content = await shortSession();
      await withFile("short.npz", content, (path) =>
        visit("#data?v=1&file=short.npz&shifts=19", async (page) => {
          await choose(page, "short.npz", content);
          await at(page, "session").getByText("2 cells, 100 s; 20 × 20 bins of 2.5 cm").waitFor();
          expect(await numberAt(page, "raster")).toBeGreaterThan(20);
          await at(page, "decided").getByText("whose spike each").waitFor();
          await at(page, "change-directionUnit").click();
          await at(page, "reading-directionUnit").selectOption("rad");
          await at(page, "decided").getByText("taken as radians").waitFor({ state: "detached" });
          await at(page, "test-cells").click();
          await at(page, "cells").waitFor();
          expect(await at(page, "command-cells").textContent()).toContain("--direction-unit rad");
          const { cells } = await answerTo(page, "cells", path);
          const column = (child: string) => page.locator(`[data-test="cells"] tbody td${child}`).allTextContents();
          expect(await column(":nth-child(2)")).toEqual(cells.map(({ label }: { label: string }) => label));
          expect(await column(":last-child")).toEqual(
            cells.map(({ peakRate }: { peakRate: number }) => peakRate.toFixed(1)),
          );
          await at(page, "cell-0").click();
          await page.getByRole("img", { name: /Cell 0 is labelled/ }).waitFor();
        }),
      );
    });

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
