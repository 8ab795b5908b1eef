import { numpy } from "@jax-js/jax";
import { describe, test } from "vitest";
import {
  expectAgreementWithGradients,
  normals,
  type TensorFunction,
  wholes,
} from "../../../../test/support/nativeReference.js";

describe("reading by index, and its gradient, which adds up where an index repeats", () => {
  const cases: Record<string, [TensorFunction, number[], number[]]> = {
    "rows of a table": [(x, i) => numpy.take(x, i, 0), [5, 3], [8]],
    columns: [(x, i) => numpy.take(x, i, 1), [3, 5], [8]],
    "by a matrix of indices": [(x, i) => x.slice(i), [5, 3], [2, 4]],
    "the middle axis": [(x, i) => x.slice([], i), [2, 5, 3], [4]],
    "of a transposed table": [(x, i) => x.transpose().slice(i), [3, 5], [7]],
    "of a scaled table": [(x, i) => x.mul(-2).slice(i), [5, 3], [7]],
  };

  test.each(Object.entries(cases))("%s", async (_, [f, shape, indexShape]) => {
    await expectAgreementWithGradients(f, normals(...shape), wholes(5, ...indexShape));
  });
});

describe("several index arrays at once", () => {
  const cases: Record<string, TensorFunction> = {
    "side by side": (x, i, j) => x.slice(i, j),
    "apart: the indexed axis comes first": (x, i, j) => x.slice(i, [], j),
    broadcast: (x, i, j) => x.slice([], i.reshape([-1, 1]), j),
    scaled: (x, i, j) => x.mul(-3).slice(i, j),
  };

  test.each(Object.entries(cases))("%s", async (_, f) => {
    await expectAgreementWithGradients(f, normals(4, 4, 4), wholes(4, 6), wholes(4, 6));
  });
});
