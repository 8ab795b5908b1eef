/** Degenerate clouds: no wrong certificate, no crash, and refusals only of factors that depend on one another. */
import { expect, test } from "vitest";
import { NumericalError } from "../math/errors.js";
import { quadraticForm } from "../math/linearAlgebra.js";
import { fold, key, normal, uniformStream } from "../math/random.js";
import { checkedOptimum } from "./checked.fixture.js";
import { spoiltCloud } from "./clouds.fixture.js";
import { DependentFactors, reduceProblem } from "./problem.js";
import { tolerantEstimate } from "./samples/estimate.js";
import { reducedRows } from "./samples/tolerantProblem.js";
import { selfChecked } from "./solve.js";

const SOURCE = key(41);

test.each([0, 1])("of exact nonnegativity, part %i", (part) => {
  for (let k = 55 * part; k < 55 * (part + 1); k++) {
    const { shape, problem } = spoiltCloud(SOURCE, k);
    try {
      const { status, energy } = checkedOptimum(problem());
      expect([status, Number.isFinite(energy)], `${shape}, cloud ${k}`).toEqual(["certified", true]);
    } catch (error) {
      if (!(error instanceof DependentFactors)) throw error;
      expect(["collinear", "nearly collinear", "duplicated", "lattice"], `cloud ${k}`).toContain(shape);
    }
  }
});

test("tiny clouds of soft predictions are answered, although silence costs no more than any code", () => {
  const tiny = [28, 39].map((k) => spoiltCloud(key(271), k));
  for (const { shape, problem } of tiny) {
    expect(shape).toBe("tiny");
    const { energy, lowerBound } = checkedOptimum({ ...problem(), gamma: 100 });
    expect(lowerBound).toBeLessThanOrEqual(energy);
    expect(lowerBound).toBeGreaterThanOrEqual(0);
  }
});

test("of tolerant nonnegativity: the dual exceeds no price", () => {
  const next = uniformStream(fold(SOURCE, "rare"));
  for (let k = 0; k < 66; k++) {
    const { shape, samples, weights, problem } = spoiltCloud(SOURCE, k);
    const rare = 10 ** (-3 * next());
    try {
      const reduced = reduceProblem(problem());
      const rows = reducedRows(reduced, samples, weights);
      const { best, prepared, energy, lowerBound, status } = tolerantEstimate(reduced, rows, rare, { tolerance: 1e-3 });
      expect([status, lowerBound <= energy], `${shape}, cloud ${k}`).toEqual(["certified", true]);
      for (let trial = 0; trial < 40; trial++) {
        const u = normal(fold(fold(SOURCE, k), trial), reduced.dimension);
        expect(quadraticForm(best.dual, u)).toBeLessThanOrEqual(prepared.oracle.price(u) * (1 + 1e-8));
      }
    } catch (error) {
      if (!(error instanceof DependentFactors || error instanceof NumericalError)) throw error;
      expect(["collinear", "nearly collinear", "duplicated", "lattice"], `cloud ${k}`).toContain(shape);
    }
  }
});

test("a lower bound above the energy of a code that exists is no number", () => {
  const { best, prepared } = tolerantCase();
  const wrong = selfChecked({ ...best, lowerBound: best.energy * (1 + 1e-6) }, "certified");
  expect([wrong.status, wrong.best.lowerBound]).toEqual(["incomplete", Number.NaN]);
  const rounded = selfChecked({ ...best, lowerBound: best.energy * (1 + 1e-11) }, "certified");
  expect([rounded.status, rounded.best.lowerBound]).toEqual(["certified", best.energy]);
  expect(prepared.tolerance).toBe(1e-3);
});

function tolerantCase() {
  const { samples, weights, problem } = spoiltCloud(SOURCE, 0);
  const reduced = reduceProblem(problem());
  return tolerantEstimate(reduced, reducedRows(reduced, samples, weights), 0.1, { tolerance: 1e-3 });
}
