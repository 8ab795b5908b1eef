import { expect, test } from "vitest";
import { fold, key, normal } from "../math/random.js";
import { type AnalysedMap, analyseMaps, mapRounds, mapTester } from "./analyseMaps.js";
import { hexagonal, mapOf } from "./grid/lattices.fixture.js";
import { smoothMean } from "./session/smooth.js";

/** Smooth noise without negative rates, 20 x 20 bins. */
function smoothNoise(number: number, sigma = 2) {
  const flat = mapOf(20, () => 1);
  const rate = smoothMean(normal(fold(key(31), number), 400), flat.occupancy, 20, 20, { sigma });
  return { ...flat, rate: rate.map((value) => Math.max(0, value)) };
}

const field = (number: number) =>
  mapOf(20, (x, y) => Math.exp(-((x - 0.3 - 0.05 * number) ** 2 + (y - 0.5) ** 2) / 0.01));

function finish(steps: Generator<unknown, AnalysedMap[]>): AnalysedMap[] {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

test("maps whose grid test is refused do not make grids of the others: q is never below p, and a label needs both", () => {
  const maps = Array.from({ length: 15 }, (_, i) => (i % 3 === 1 ? field(i / 3) : smoothNoise(i)));
  const found = finish(analyseMaps(maps, 19, key(4), { significance: 0.2 }));
  expect(found.filter(({ grid }) => Number.isNaN(grid.p)).length).toBeGreaterThanOrEqual(5);
  for (const { grid, border, q, label } of found) {
    for (const [p, corrected] of [
      [grid.p, q.grid],
      [border.p, q.border],
    ]) {
      if (Number.isNaN(p)) expect(corrected).toBeNaN();
      else expect(corrected).toBeGreaterThanOrEqual(p);
    }
    if (label === "grid") expect(grid.p).toBeLessThan(0.2);
    if (label === "border") expect(border.p).toBeLessThan(0.2);
  }
});

test("the order in which maps are tested changes nothing: every map has its own key", () => {
  const maps = [field(0), smoothNoise(8, 2.5), mapOf(20, hexagonal(0.4))];
  const rounds = mapRounds(maps.length, 19, { significance: 0.1 });
  let round = rounds.next([]);
  while (!round.done) {
    const backwards = [...round.value].reverse().map((task) => mapTester(maps, key(4))(task));
    round = rounds.next(backwards.reverse());
  }
  expect(round.value).toEqual(finish(analyseMaps(maps, 19, key(4), { significance: 0.1 })));
});

test("a score above all shuffles is no grid where the map has no lattice: six peaks around the centre", () => {
  const lattice = mapOf(20, hexagonal(0.4));
  const found = finish(
    analyseMaps([smoothNoise(8, 2.5), smoothNoise(76, 2.5), lattice], 39, key(4), { significance: 0.1 }),
  );
  for (const { grid, q } of found) {
    expect(grid.score).toBeGreaterThan(0.8);
    expect(q.grid).toBeLessThan(0.1);
  }
  expect(found.map(({ grid }) => Number.isNaN(grid.geometry.spacing))).toEqual([true, true, false]);
  expect(found.map(({ label }) => label)).toEqual(["none", "none", "grid"]);
});
