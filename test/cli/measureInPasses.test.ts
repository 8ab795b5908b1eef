/** `purecell measure` of files that do not fit into the memory allowed: scores from all rows as if they did. */
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { File, ready } from "h5wasm/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encodeNpy, formatCsv, type NpyArray, writeNpz } from "../../src/io/index.js";
import { fold, key, normal, uniform } from "../../src/math/random.js";
import { calling } from "./fixtures/inProcess.js";

const [ROWS, UNITS] = [5000, 8];
const position = uniform(key(1), ROWS);
const odour = Float64Array.from(uniform(key(2), ROWS), (value) => Math.floor(4 * value));
const heading = uniform(key(3), ROWS).map((value) => 720 * value - 360);
/** One unit for each factor, one for two of them, one constant, the rest noise. */
const columns = Array.from({ length: UNITS }, (_, unit) => {
  const noise = normal(fold(key(4), unit), ROWS);
  const signals = [
    (i: number) => 10 * position[i],
    (i: number) => odour[i],
    (i: number) => Math.cos((heading[i] * Math.PI) / 180),
    (i: number) => position[i] + odour[i] - 3,
  ];
  return unit === 5 ? new Float64Array(ROWS).fill(7) : noise.map((value, i) => (signals[unit]?.(i) ?? 0) + 0.2 * value);
});
const activity = Float64Array.from({ length: ROWS * UNITS }, (_, at) => columns[at % UNITS][Math.floor(at / UNITS)]);
const factors = Float64Array.from(
  { length: 3 * ROWS },
  (_, at) => [position, odour, heading][at % 3][Math.floor(at / 3)],
);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "purecell-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);
function written(name: string, content: Uint8Array | string): string {
  writeFileSync(at(name), content);
  return at(name);
}
const array = (shape: number[], data: NpyArray["data"]): NpyArray => ({ shape, data });
const arrays = { activity: array([ROWS, UNITS], activity), factors: array([ROWS, 3], factors) };

/** The same rows once more. */
const twice = {
  activity: array([2 * ROWS, UNITS], Float64Array.from([...activity, ...activity])),
  factors: array([2 * ROWS, 3], Float64Array.from([...factors, ...factors])),
};

const COUNTED = ["mir", "energyWeightedMir", "mutualInformation", "mig", "modularity"];
const kinds = ["--kinds", "2=circular", "--periods", "2=360"];
const few = ["--null", "5", "--intervals", "5"];
const metrics = ["--metrics", [...COUNTED, "participationRatio"].join(",")];
/** Equal-width bins can be counted row by row; those of equal counts need all rows at once. */
const paper = ["--convention", "paper"];
async function answer(path: string, ...flags: string[]) {
  const { code, out, err } = await calling("measure", path, ...kinds, ...few, ...metrics, ...paper, ...flags, "--json");
  expect([code, err.match(/error: .*/)]).toEqual([0, null]);
  return { ...JSON.parse(out), err };
}
const small = ["--memory", "1"]; // 3,276 rows of 8 units with their copies

/** A score, its arrays and its settings, which do not depend on where the rows were when they were counted. */
function expectSame(found: Awaited<ReturnType<typeof answer>>, whole: Awaited<ReturnType<typeof answer>>): void {
  for (const name of COUNTED) {
    const [one, other] = [found.metrics[name], whole.metrics[name]];
    expect(one.score, name).toBeCloseTo(other.score, 12);
    expect(one.settings).toEqual({ ...other.settings, rows: `all ${other.settings.samples}` });
    for (const part of ["perUnit", "perFactor", "matrix"]) {
      const [a, b] = [one[part], other[part]].map((values) => (values ?? []).flat());
      expect(a.length).toBe(b.length);
      a.forEach((value: number | null, i: number) => {
        if (value === null) expect(b[i]).toBeNull();
        else expect(value).toBeCloseTo(b[i], 12);
      });
    }
  }
}

describe("the same scores as in memory", () => {
  test("from npy, npz, csv and HDF5, beside chance levels from some rows", async () => {
    await ready;
    const hdf5 = new File(at("code.h5"), "w");
    hdf5.create_dataset({ name: "activity", data: activity, shape: [ROWS, UNITS], chunks: [512, UNITS] });
    hdf5.create_dataset({ name: "factors", data: factors, shape: [ROWS, 3] });
    hdf5.close();
    const npz = written("code.npz", writeNpz(arrays, { compression: 0 }));
    const named = columns.map((values, unit) => ({ name: `unit_${unit}`, values }));
    const csv = written("code.csv", formatCsv({ rows: ROWS, columns: named }));
    const behaviour = written("behaviour.npy", encodeNpy(arrays.factors));
    const whole = await answer(npz);
    expect(whole).not.toHaveProperty("drawnRows");
    for (const [path, ...flags] of [
      [npz],
      [at("code.h5")],
      [written("code.npy", encodeNpy(arrays.activity)), "--factors", behaviour],
      [csv, "--factors", behaviour],
    ]) {
      const found = await answer(path, ...flags, ...small);
      expectSame(found, whole);
      expect(found).toMatchObject({ conditions: ROWS, units: { measured: 7, numbers: [0, 1, 2, 3, 4, 6, 7] } });
      const { count, spacing } = found.drawnRows;
      expect(8 * 5 * UNITS * count).toBeLessThanOrEqual(2 ** 20);
      expect(Math.abs(count - ROWS / spacing)).toBeLessThan(1);
      expect(found.err).toContain(`scores of ${COUNTED.join(", ")} are from all of them`);
      expect(found.metrics.participationRatio.settings).toMatchObject({
        samples: count,
        rows: `${count} of ${ROWS}`,
      });
      const { permuted } = found.metrics.mir.nulls;
      expect(permuted.draws).toBe(5);
      expect(permuted.observed).not.toBe(found.metrics.mir.score);
      expect(found.metrics.mir.notes.at(-1)).toContain(`on which it is ${permuted.observed.toPrecision(4)}`);
    }
  }, 60_000);

  test("with other bins, corrected, of some rows; estimates that counts do not give are from some rows", async () => {
    const npz = written("options.npz", writeNpz(arrays));
    const flags = ["--rows", "7:9999:2", "--set", "mir.bins=9", "--set", "mig.correction=miller-madow"];
    const long = written("long.npz", writeNpz(twice, { compression: 6 }));
    const [whole, found] = [await answer(long, ...flags), await answer(long, ...flags, ...small)];
    expect(found.drawnRows.count).toBeLessThan(found.conditions);
    expectSame(found, whole);
    const quantile = await answer(npz, ...small, "--set", "mir.binning=quantile");
    expect(quantile.metrics.mir.settings.samples).toBe(quantile.drawnRows.count);
    expect(quantile.metrics.mig.settings.samples).toBe(ROWS);
    const usual = await answer(npz, ...small, "--convention", "recommended");
    expect(usual.metrics.mir.settings).toMatchObject({ binning: "quantile", bins: 13 }); // of the rows that are held
    expect(usual.metrics.mir.settings.samples).toBe(usual.drawnRows.count);
  }, 60_000);
});

describe("refused", () => {
  const refusal = async (message: RegExp, exit: number, path: string, ...flags: string[]) => {
    const { code, out, err } = await calling("measure", path, ...flags);
    expect(err).toMatch(message);
    expect([code, out]).toEqual([exit, ""]);
  };

  test("what is not finite, by unit and row, as in memory", async () => {
    const holed = activity.slice();
    for (const row of [4000, 4001]) holed[row * UNITS + 6] = Number.NaN;
    const npz = written("holed.npz", writeNpz({ ...arrays, activity: array([ROWS, UNITS], holed) }));
    const message = /unit 6 \(column 6\) is NaN or infinite in 2 of 5000 conditions, first in row 4000/;
    await refusal(message, 3, npz, ...small);
    await refusal(message, 3, npz);
  });

  test("activity that never changes", async () => {
    const flat = array([ROWS, UNITS], new Float64Array(ROWS * UNITS).fill(2));
    await refusal(/none of the 8 units/, 3, written("flat.npz", writeNpz({ ...arrays, activity: flat })), ...small);
  });

  test("rows too long for the memory allowed, before they are read", async () => {
    const header = encodeNpy({ shape: [0, 1000], data: new Float64Array() });
    const text = Buffer.from(header)
      .toString("latin1")
      .replace(/\(0, 1000\)(,? *)\} {4}/, "(5000, 1000)$1}");
    const wide = written("wide.npy", Buffer.from(text, "latin1"));
    truncateSync(wide, header.length + 8 * 5e6); // holds no blocks on the disk
    const behaviour = written("factors.npy", encodeNpy(arrays.factors));
    await refusal(/26 rows of 1000 units fit into 1 MiB .*--memory 4,/, 3, wide, "--factors", behaviour, ...small);
  });

  test.each(["0", "much", "-5"])("--memory %s", (text) =>
    refusal(/--memory takes a whole number/, 2, written("any.npz", writeNpz(arrays)), "--memory", text),
  );
});
