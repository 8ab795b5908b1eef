/** Twenty groups of moves, their orbits of points, and everything written in a basis that is neither orthonormal nor aligned with it. */
import { solve } from "../../math/linearAlgebra.js";
import { diagonal, fromRows, identity, type Matrix, matrix, multiply, transpose } from "../../math/matrix.js";
import { orthonormalRows } from "../../math/orthogonal.js";
import { fold, key, normal } from "../../math/random.js";
import { supportFromSamples } from "../support.js";
import type { CodingProblem } from "../types.js";
import type { Move } from "./types.js";

export interface Group {
  readonly name: string;
  /** [d x d] each */
  readonly moves: readonly Matrix[];
  /** [points x d], an orbit or several */
  readonly points: Matrix;
}

const rotation = (angle: number): Matrix =>
  fromRows([
    [Math.cos(angle), -Math.sin(angle)],
    [Math.sin(angle), Math.cos(angle)],
  ]);

/** Blocks along the diagonal. */
function blocks(...parts: readonly Matrix[]): Matrix {
  const d = parts.reduce((sum, { rows }) => sum + rows, 0);
  const out = matrix(d, d);
  let at = 0;
  for (const { rows, data } of parts) {
    for (let i = 0; i < rows; i++) for (let j = 0; j < rows; j++) out.data[(at + i) * d + at + j] = data[i * rows + j];
    at += rows;
  }
  return out;
}

const permutationMatrix = (images: readonly number[]): Matrix =>
  fromRows(images.map((_, i) => images.map((image) => (image === i ? 1 : 0))));

/** All points that moves make of a start [points x d]. */
function orbit(start: readonly number[], moves: readonly Matrix[]): Matrix {
  const found = [start.slice()];
  for (let at = 0; at < found.length; at++) {
    for (const move of moves) {
      const next = [...multiply(move, matrix(start.length, 1, Float64Array.from(found[at]))).data];
      if (!found.some((point) => point.every((value, i) => Math.abs(value - next[i]) < 1e-9))) found.push(next);
    }
  }
  return fromRows(found);
}

/** Permutations of centred indicators, in a basis of their span [levels - 1]. */
function ofLevels(name: string, permutations: readonly (readonly number[])[]): Group {
  const levels = permutations[0].length;
  const centred = Array.from({ length: levels - 1 }, (_, k) =>
    Array.from({ length: levels }, (_, i) => (i === k ? 1 : 0) - 1 / levels),
  );
  const basis = orthonormalRows(fromRows(centred));
  const moves = permutations.map((images) => multiply(multiply(basis, permutationMatrix(images)), transpose(basis)));
  const points = transpose(multiply(basis, identity(levels)));
  return { name, moves, points };
}

const turn = (steps: number): Matrix => rotation((2 * Math.PI) / steps);
const flip = diagonal([1, -1]);

const rotations = (steps: number, start: readonly number[] = [1, 0.3]): Group => ({
  name: `rotations of ${steps}`,
  moves: [turn(steps)],
  points: orbit(start, [turn(steps)]),
});

function frequencies(m: number, n: number, steps: number): Group {
  const move = blocks(rotation((2 * Math.PI * m) / steps), rotation((2 * Math.PI * n) / steps));
  return { name: `orbit ${m}:${n}`, moves: [move], points: orbit([1, 0, 1, 0], [move]) };
}

const of = (name: string, start: readonly number[], ...moves: readonly Matrix[]): Group => ({
  name,
  moves,
  points: orbit(start, moves),
});

/** Sets of few dimensions, so that the search for neurons is exhaustive. */
export const GROUPS: readonly Group[] = [
  ...[3, 4, 5, 6, 7, 8, 12].map((steps) => rotations(steps)),
  of("dihedral group of 3", [1, 0.2], turn(3), flip),
  of("dihedral group of 4", [1, 0.3], turn(4), flip),
  of("dihedral group of 6", [1, 0.25], turn(6), flip),
  frequencies(1, 2, 8),
  frequencies(1, 3, 10),
  frequencies(2, 3, 9),
  ofLevels("cycle of 4 levels", [[1, 2, 3, 0]]),
  ofLevels("cycle of 5 levels", [[1, 2, 3, 4, 0]]),
  ofLevels("all orders of 4 levels", [
    [1, 0, 2, 3],
    [1, 2, 3, 0],
  ]), // prettier-ignore
  of("3 x 3 places, two moves", [1, 0, 1, 0], blocks(turn(3), identity(2)), blocks(identity(2), turn(3))),
  of("rotation of 5 and a flip", [1, 0, 1], blocks(turn(5), identity(1)), blocks(identity(2), diagonal([-1]))),
  of("rotation of 4 that flips", [1, 0.2, 1], blocks(turn(4), diagonal([-1]))),
  of("signed exchanges", [1, 0.4, 0.1], blocks(flip, identity(1)), permutationMatrix([1, 2, 0])),
];

export interface MovedProblem {
  readonly problem: CodingProblem;
  readonly moves: readonly Move[];
}

/** The group's problem in a basis of its own: factors are T s; target and input keep their invariance. */
export function inRandomBasis({ moves, points }: Group, k: number): MovedProblem {
  const d = points.columns;
  const basis = matrix(d, d, normal(fold(key(17), k), d * d));
  for (let i = 0; i < d; i++) basis.data[i * d + i] += 2;
  const back = inverse(basis);
  const named = moves.map((move, i) => ({ name: `move ${i + 1}`, matrix: multiply(multiply(basis, move), back) }));
  const support = supportFromSamples(multiply(points, transpose(basis)));
  const own = 0.5 + (k % 3);
  return {
    problem: {
      support,
      inputMixing: back,
      targetMixing: back,
      alpha: 1,
      lambdaIn: k % 2 === 0 ? 0.1 : 0,
      lambdaOut: 0.2 * own,
    },
    moves: named,
  };
}

export function inverse(a: Matrix): Matrix {
  const columns = Array.from({ length: a.rows }, (_, i) => {
    const unit = Float64Array.from({ length: a.rows }, (_, j) => (i === j ? 1 : 0));
    const solved = solve(a, unit);
    if (solved === undefined) throw new RangeError("a basis is not singular");
    return [...solved];
  });
  return transpose(fromRows(columns));
}
