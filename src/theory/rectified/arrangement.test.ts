/** The list of faces against all sign patterns, each tried by a linear program, and against closed counts. */
import { expect, test } from "vitest";
import { linearProgram } from "../../math/linearProgram.js";
import { matrix } from "../../math/matrix.js";
import { key, uniform } from "../../math/random.js";
import { facesOf } from "./arrangement.js";
import { rotated, square, type Table } from "./tables.fixture.js";

const normalsOf = (table: Table): Float64Array[] => table.map((row) => Float64Array.from([...row, 1]));

/** Whether some w has these signs at all normals: w = p - q, sign x.w = 1 + slack, or x.w = 0. */
function occurs(normals: readonly Float64Array[], signs: readonly number[]): boolean {
  const k = normals[0].length;
  const constraints = matrix(normals.length, 2 * k + normals.length);
  normals.forEach((x, t) => {
    const row = constraints.data.subarray(t * constraints.columns, (t + 1) * constraints.columns);
    for (let i = 0; i < k; i++) {
      row[i] = (signs[t] || 1) * x[i];
      row[k + i] = -row[i];
    }
    if (signs[t] !== 0) row[2 * k + t] = -1;
  });
  const bounds = signs.map((sign) => (sign === 0 ? 0 : 1));
  return linearProgram(constraints, bounds, new Float64Array(constraints.columns)) !== undefined;
}

function bruteForce(normals: readonly Float64Array[]): string[] {
  const patterns = Array.from({ length: 3 ** normals.length }, (_, number) =>
    normals.map((__, t) => (Math.floor(number / 3 ** t) % 3) - 1),
  );
  return patterns.filter((signs) => occurs(normals, signs)).map((signs) => signs.join());
}

const random = (count: number, dimension: number): Table =>
  Array.from({ length: count }, (_, row) => Array.from(uniform(key(row + 7 * dimension), dimension)));

test.each([
  ["four points", random(4, 2)],
  ["five points", random(5, 2)],
  [
    "six points, triples in line",
    [
      [0, 0],
      [1, 0],
      [2, 0],
      [0, 1],
      [2, 3],
      [1, 2],
    ],
  ],
  [
    "2 x 3 grid",
    [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
      [2, 0],
      [2, 1],
    ],
  ],
  [
    "corners and centre",
    [
      [-1, -1],
      [-1, 1],
      [1, -1],
      [1, 1],
      [0, 0],
    ],
  ],
  [
    "a point twice",
    [
      [0, 0],
      [1, 0],
      [0, 1],
      [0, 1],
      [1, 3],
    ],
  ],
  ["three coordinates", [...random(5, 3), [0, 0, 0]]],
  [
    "a cube's side in three coordinates",
    [
      [0, 0, 0],
      [0, 1, 0],
      [1, 0, 0],
      [1, 1, 0],
      [0, 0, 1],
    ],
  ],
  ["levels of one factor", [[0], [1], [1], [2], [5]]],
] satisfies [string, Table][])("%s: every sign pattern that occurs, and no other", (_, table) => {
  const normals = normalsOf(table);
  const listed = facesOf(normals).map((face) => face.join());
  expect(listed.sort()).toEqual(bruteForce(normals).sort());
}); // prettier-ignore

test("counts in general position: 4 T^2 - 4 T + 3 in two coordinates, of which one is {0}", () => {
  // cells T^2 - T + 2, walls 2 T (T - 1), rays T (T - 1), and the origin
  for (const count of [5, 12, 30]) {
    const expected = count ** 2 - count + 2 + 3 * count * (count - 1) + 1;
    expect(facesOf(normalsOf(random(count, 2)))).toHaveLength(expected);
  }
});

test("a grid has as many faces however it is turned", () => {
  const five = [-2, -1, 0, 1, 2].flatMap((x) => [-2, -1, 0, 1, 2].map((y) => [x, y]));
  const counts = [square, five].map((table) => facesOf(normalsOf(table)).length);
  for (let turn = 1; turn <= 20; turn++) {
    expect(facesOf(normalsOf(rotated(square, turn)))).toHaveLength(counts[0]);
    if (turn % 5 === 0) expect(facesOf(normalsOf(rotated(five, turn)))).toHaveLength(counts[1]);
  }
});
