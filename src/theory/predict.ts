/** One question, one answer: which neurons should grow, are they pure, what does mixing save, and which corner is to blame. */
import { UsageError } from "../math/errors.js";
import { pairReaches, worstFacet } from "./explain.js";
import { bestModular } from "./modular.js";
import { modularityForm, provenByCode, type StrictVerdict, strictVerdict } from "./modularity.js";
import type { ReducedProblem } from "./problem.js";
import { deadlineOf, describe, type Prepared, prepare, type Solved, solvePrepared } from "./solve.js";
import type { CodingProblem, Optimum, Prediction, PredictionSettings, PredictOptions, VerdictName } from "./types.js";

/** The certified optimum of a problem, its verdict and the reasons. Throws UsageError and as `reduceProblem` does. */
export function predictNeurons(problem: CodingProblem, options: PredictOptions = {}): Prediction {
  const { within = 1e-3 } = options;
  if (!(within >= 0)) throw new UsageError(`within is zero or a positive number, not ${within}`);
  const prepared = prepare(problem, options);
  const solved = solvePrepared(prepared);
  const optimum = describe(prepared, solved);
  const { modular, strict } = judgeModular(prepared, solved);
  const saving = savingOf(modular, optimum);
  const settled = strict.verdict === "modular" || saving.most <= prepared.tolerance;
  const verdict = grade(settled, saving, within, strict);
  const explained = explain(prepared.reduced, problem, strict, settled);
  return {
    verdict,
    statement: statementOf(verdict, saving, within),
    status: optimum.status,
    gap: optimum.gap,
    energy: { modular, optimal: Math.min(optimum.energy, modular), lowerBound: optimum.lowerBound },
    saving,
    strict: strict.verdict,
    neurons: optimum.neurons,
    ...explained,
    selectivity: selectivityOf(solved, optimum),
    settings: settingsOf(problem, prepared, within),
    notes: remarks(prepared, solved),
  };
}

interface Purity {
  /** Energy of the best modular code. */
  readonly modular: number;
  readonly strict: StrictVerdict;
}

/** The best modular code, and whether any mixed neuron improves on it: the oracle says so, or a cheaper code does. */
function judgeModular(prepared: Prepared, { best }: Solved): Purity {
  const { reduced, scaled, oracle, tolerance } = prepared;
  const deadline = deadlineOf(prepared, "purity");
  const { energy, lowerBound, saving } = bestModular(reduced, scaled, { tolerance, deadline });
  const asked = strictVerdict(scaled, oracle, saving, deadline);
  const cheaper = asked.verdict === "undecided" && best.energy < lowerBound * (1 - 1e-8);
  const strict = cheaper ? provenByCode(scaled, saving, best.columns) : asked;
  return { modular: scaled.unit * energy, strict };
}

interface Saving {
  readonly least: number;
  readonly most: number;
}

/** Bounds on (E_modular - E*) / E*. */
const savingOf = (modular: number, { energy, lowerBound }: Optimum): Saving => ({
  least: Math.max(0, modular / energy - 1),
  most: lowerBound > 0 ? Math.max(0, modular / lowerBound - 1) : Number.POSITIVE_INFINITY,
});

function grade(settled: boolean, saving: Saving, within: number, strict: StrictVerdict): VerdictName {
  if (settled) return "modular";
  if (saving.most <= within) return "nearly modular";
  if (saving.least > within) return "mixed";
  return strict.verdict === "mixed" && saving.least > 0 ? "mixed" : "undecided";
}

function statementOf(verdict: VerdictName, saving: Saving, within: number): string {
  const percent = (value: number): string => `${Number((100 * value).toPrecision(2))} %`;
  if (verdict === "modular") return "modular: single-factor neurons are optimal";
  if (verdict === "nearly modular")
    return `modular within ${percent(saving.most)}: mixing saves no more energy than that`;
  if (verdict === "mixed") return `mixed: mixed neurons save ${percent(saving.least)} of the energy`;
  return `undecided: mixing saves between ${percent(saving.least)} and ${percent(saving.most)} (asked: ${percent(within)})`;
}

/** Pairs of single factors, and the worst side of the hull when the code mixes although no pair fails. */
function explain(
  reduced: ReducedProblem,
  problem: CodingProblem,
  strict: StrictVerdict,
  modular: boolean,
): Pick<Prediction, "pairs" | "worstFacet"> {
  if (reduced.groups.some((group) => group.length > 1)) return { pairs: [], worstFacet: null };
  const form = modularityForm(reduced);
  const pairs = pairReaches(reduced, problem.support, form);
  const unexplained = !modular && pairs.every((pair) => pair.holds);
  return { pairs, worstFacet: unexplained ? worstFacet(reduced, problem.support, form, strict.witness) : null };
}

function selectivityOf({ codes }: Solved, optimum: Optimum): Prediction["selectivity"] {
  if (Number.isNaN(codes.minimum)) return null;
  const { minimum, maximum, continuum } = codes;
  return { minimum, maximum, fewestNeurons: optimum.neurons.length, continuum };
}

function remarks({ reduced }: Prepared, { codes, status }: Solved): string[] {
  const notes: string[] = [];
  if (reduced.dropped.length > 0) {
    notes.push(
      `left out, constant or not needed by the target: ${reduced.dropped.join(", ")}; energies are those of codes that ignore them`,
    );
  }
  if (codes.continuum) notes.push("optimal directions are very many: selectivity is that of the directions found");
  if (status === "bracketed")
    notes.push("the search was not exhaustive: the lower bound is the symmetrised-point floor");
  if (reduced.gamma < Infinity) notes.push("energies include the squared error of the prediction");
  return notes;
}

function settingsOf(
  problem: CodingProblem,
  { reduced, tolerance, seconds }: Prepared,
  within: number,
): PredictionSettings {
  const { support } = problem;
  return {
    factors: support.names,
    dropped: reduced.dropped,
    groups: reduced.groupNames.filter((names) => names.length > 1),
    samples: support.samples,
    points: support.points.rows,
    alpha: reduced.alpha,
    lambdaIn: reduced.lambdaIn,
    lambdaOut: reduced.lambdaOut,
    gamma: reduced.gamma === Infinity ? null : reduced.gamma,
    tolerance,
    within,
    seconds,
  };
}
