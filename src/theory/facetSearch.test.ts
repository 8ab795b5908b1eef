/** The search over flat sides: no direction anywhere exceeds its bound, and where its form is positive the bound is attained. */
import { expect, test } from "vitest";
import { matrix } from "../math/matrix.js";
import { fold, key, normal, uniformStream } from "../math/random.js";
import { ascend, coneRows, ratioOf } from "./ascent.js";
import { axisColumns } from "./axisColumns.js";
import { FacetSearch } from "./facetSearch.js";
import { generateColumns } from "./optimum.js";
import { prepare } from "./solve.js";
import { supportFromSamples } from "./support.js";

const SOURCE = key(2424);

/** `count` points of `d` coordinates about their mean. */
function cloud(k: number, d: number, count: number): Float64Array[] {
  const data = normal(fold(SOURCE, k), d * count);
  const points = Array.from({ length: count }, (_, t) => data.slice(t * d, (t + 1) * d));
  const mean = points[0].map((_, i) => points.reduce((sum, point) => sum + point[i] / count, 0));
  return points.map((point) => point.map((value, i) => value - mean[i]));
}

/** Random, of rank `rank`. */
function form(k: number, d: number, rank: number) {
  const out = matrix(d, d);
  for (let r = 0; r < rank; r++) {
    const u = normal(fold(fold(SOURCE, "form"), 10 * k + r), d);
    for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) out.data[i * d + j] += u[i] * u[j];
  }
  return out;
}

test("no direction exceeds the bound, of random forms of every rank, and the neurons found have the ratios stated", () => {
  for (let k = 0; k < 24; k++) {
    const d = 4 + (k % 3);
    const points = cloud(k, d, 2 * d + 4 * (k % 7));
    const r = form(k, d, 1 + (k % d));
    const { bound, found } = new FacetSearch(points).search(r, 1e-3, Infinity);
    const rows = coneRows(points);
    for (const { direction, ratio } of found) expect(ratioOf(rows, r, direction)).toBeCloseTo(ratio, 9);
    const next = uniformStream(fold(fold(SOURCE, "starts"), k));
    for (let start = 0; start < 30; start++) {
      const end = ascend(
        rows,
        r,
        Float64Array.from({ length: d }, () => next() - 0.5),
      );
      if (end !== undefined) expect(ratioOf(rows, r, end), `cloud ${k}`).toBeLessThanOrEqual(bound * (1 + 1e-9));
    }
  }
});

test("normal clouds of four to six factors are certified, and cost the same when a factor is mirrored", () => {
  for (const d of [4, 5, 6]) {
    const count = 10 * d;
    const data = normal(fold(SOURCE, 100 + d), d * count);
    const optimum = (values: Float64Array) => {
      const support = supportFromSamples(matrix(count, d, values));
      const { scaled, oracle } = prepare({ support, lambdaIn: 0.1, lambdaOut: 0.1 });
      const best = generateColumns(scaled, [oracle], axisColumns(scaled, oracle), {
        tolerance: 1e-6,
        deadline: Infinity,
      });
      return { energy: scaled.unit * best.energy, lowerBound: scaled.unit * best.lowerBound };
    };
    const { energy, lowerBound } = optimum(data);
    expect(lowerBound).toBeLessThanOrEqual(energy);
    expect((energy - lowerBound) / energy, `${d} factors`).toBeLessThan(1e-6);
    const mirrored = optimum(data.map((value, at) => (at % d === 1 ? 3 - value : value)));
    expect(mirrored.energy / energy).toBeCloseTo(1, 6);
  }
});
