/**
 * Where targets are to blame and not the range: for two single factors whose targets are so alike that mixing pays even on the whole
 * box of their ranges (docs/theory.md, section 5; Whittington et al. 2023, theorem 2, asks for orthogonal columns).
 */
import { modularityForm } from "../modularity.js";
import { boxPairRules } from "../pairwise.js";
import type { JudgedPrediction } from "../predict.js";
import { ranges } from "../scaled.js";
import type { CodingProblem } from "../types.js";
import type { Reason } from "./reason.js";

export function targetReasons(
  { prepared: { reduced }, prediction }: JudgedPrediction,
  problem: CodingProblem,
): Reason[] {
  if (problem.targetMixing === undefined || prediction.verdict === "modular") return [];
  if (reduced.groups.some((group) => group.length > 1)) return [];
  const cosine = (i: number, j: number): number => {
    const { data, columns } = reduced.targetGram;
    return data[i * columns + j] / Math.sqrt(data[i * columns + i] * data[j * columns + j]);
  };
  return boxPairRules(modularityForm(reduced), ranges(reduced.points))
    .filter(({ holds, pair: [i, j] }) => !holds && Math.abs(cosine(i, j)) > 1e-9)
    .map(({ pair: [i, j] }) => targetReason([reduced.groupNames[i][0], reduced.groupNames[j][0]], cosine(i, j)));
}

const targetReason = (factors: readonly [string, string], cosine: number): Reason => ({
  kind: "target",
  factors,
  ends: [],
  line: null,
  pays: true,
  saving: null,
  expectedRows: null,
  chance: null,
  words: `the targets of ${factors[0]} and ${factors[1]} are too alike (cosine ${cosine.toFixed(2)}): mixing pays even with every corner present`,
  fill: "",
});
