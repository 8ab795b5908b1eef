import { describe, expect, test } from "vitest";
import { digammaTable } from "../distributions.js";
import { fold, integers, key, normal, uniform } from "../random.js";
import { conditionalInformation, nearestConditionalInformation, nearestConditionalTable } from "./conditional.js";
import { type Coordinate, coordinate, separation } from "./coordinate.js";
import { levelLabels } from "./discretise.js";
import { ksgInformation } from "./ksg.js";
import { mutualInformation } from "./plugIn.js";

describe("labels", () => {
  test("an exclusive or hides everything until one of the two is known", () => {
    const x = levelLabels([0, 0, 1, 1]);
    const z = levelLabels([0, 1, 0, 1]);
    const y = levelLabels([0, 1, 1, 0]);
    expect(mutualInformation(x, y)).toBeCloseTo(0, 12);
    expect(conditionalInformation(x, y, z)).toBeCloseTo(Math.LN2, 12);
  });

  test("the chain rule: I(X; Y | Z) = I(X; (Y, Z)) - I(X; Z)", () => {
    const [x, y, z] = ["x", "y", "z"].map((name) => integers(fold(key(1), name), 200, 3));
    const both = levelLabels(y.map((value, i) => 3 * value + z[i]));
    const [a, b, c] = [x, y, z].map((values) => levelLabels(values));
    expect(conditionalInformation(a, b, c)).toBeCloseTo(mutualInformation(a, both) - mutualInformation(a, c), 12);
  });
});

describe("nearest neighbours", () => {
  const n = 1000;
  const [u, v, w] = ["u", "v", "w"].map((name) => normal(fold(key(2), name), n));
  const read = (values: Float64Array, seed: number) => coordinate(values, key(seed));

  test("without a condition it is Kraskov's first algorithm", () => {
    const [x, y] = [
      read(u, 3),
      read(
        u.map((value, i) => value + v[i]),
        4,
      ),
    ];
    expect(nearestConditionalInformation(x, y, [], 3)).toBeCloseTo(ksgInformation(x, y, 3), 10);
  });

  test("Gaussian: a common cause explains all away; a common effect reveals", () => {
    const cause = read(u, 5);
    const [x, y] = [
      read(
        u.map((value, i) => value + v[i]),
        6,
      ),
      read(
        u.map((value, i) => value + w[i]),
        7,
      ),
    ];
    expect(ksgInformation(x, y, 5)).toBeGreaterThan(0.09); // exactly -ln(1 - 1/4) / 2 = 0.144
    expect(Math.abs(nearestConditionalInformation(x, y, [cause], 5))).toBeLessThan(0.05);
    // v and w given u + v + w: partial correlation -1/2 of v and w given their sum with u.
    const effect = read(
      u.map((value, i) => value + v[i] + w[i]),
      8,
    );
    const exact = -Math.log(1 - 1 / 4) / 2;
    expect(Math.abs(nearestConditionalInformation(read(v, 9), read(w, 10), [effect], 5) - exact)).toBeLessThan(0.05);
  });
});

/** The estimator written out: eq. 6 of Frenzel and Pompe, all distances between all samples. */
function writtenOut(x: Coordinate, ys: readonly Coordinate[], f: number, k: number): number {
  const n = x.values.length;
  const psi = digammaTable(n);
  const largest = (variables: readonly Coordinate[], i: number, j: number) =>
    Math.max(0, ...variables.map(({ values, period }) => separation(values[i], values[j], period)));
  const others = ys.filter((_, g) => g !== f);
  let total = 0;
  for (let i = 0; i < n; i++) {
    const rest = Array.from({ length: n }, (_, j) => j).filter((j) => j !== i);
    const radius = rest.map((j) => largest([x, ...ys], i, j)).sort((a, b) => a - b)[k - 1];
    const closer = (variables: readonly Coordinate[]) =>
      psi[1 + rest.filter((j) => largest(variables, i, j) < radius).length];
    total += closer([x, ...others]) + closer(ys) - (others.length > 0 ? closer(others) : psi[n]);
  }
  return psi[k] - total / n;
}

test.each([1, 3])("all pairs at once are the estimator written out, %i neighbours", (k) => {
  const n = 120;
  const draw = (name: string) => normal(fold(key(9), name), n);
  const heading = uniform(fold(key(9), "heading"), n);
  const ys = [
    coordinate(draw("a"), key(1)),
    coordinate(draw("b").map(Math.round), key(2)),
    coordinate(heading, key(3), { period: 1 }),
  ];
  const xs = [
    coordinate(
      draw("c").map((value, i) => value + 3 * heading[i]),
      key(4),
    ),
    coordinate(
      draw("d").map((value) => Math.max(0, value)),
      key(5),
    ),
    coordinate(
      draw("e").map((value, i) => (i === 7 ? 1e4 : value)), // neighbours of one lie far beyond those of all others
      key(6),
    ),
  ];
  for (const count of [1, 2, 3]) {
    const table = nearestConditionalTable(xs, ys.slice(0, count), k);
    xs.forEach((x, row) => {
      for (let f = 0; f < count; f++) {
        expect(table[row * count + f]).toBeCloseTo(writtenOut(x, ys.slice(0, count), f, k), 12);
      }
    });
  }
});
