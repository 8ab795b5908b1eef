/** What the rows say of the distribution they were drawn from: by default of random draws, of a design where it is asked for. */
import type { Key } from "../../../math/random.js";
import { type CodingProblem, type Explanation, judgeSample, type Sampling } from "../../../theory/index.js";
import { given } from "../../flags/flag.js";
import type { Factors } from "./gather.js";
import { takenRows } from "./orderedRows.js";
import { namedBlocks, type PredictRequest } from "./request.js";

/** Coordinates up to which the verdict is followed over p0, and up to which a sample is judged without being asked. */
const FOLLOWED = 3;
const UNASKED = 6;

/** What judges the rows, which takes seconds; null for corners, for one factor, for many, and for a design, unless --rare is given. */
export function sampleJudge(
  problem: CodingProblem,
  { ordered, columns }: Factors,
  { range }: Explanation,
  { rare, source, limits }: PredictRequest,
  draws: Key,
): (() => Sampling) | null {
  const count = problem.support.names.length;
  if (ordered === undefined || range.reading === "corners") return null;
  const several = range.verdict !== "not judged";
  if (rare === undefined && !(range.reading === "draws" && several && count <= UNASKED)) return null;
  const { every } = ordered;
  const sample = { ...takenRows(ordered, namedBlocks(source)), reading: range.reading, columns, every };
  const curve = count <= FOLLOWED || rare !== undefined;
  return () => judgeSample(problem, sample, { ...limits, ...given({ rare }), curve, source: draws });
}
