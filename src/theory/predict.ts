/** One question, one answer: which neurons should grow, are they pure, what does mixing save, and which corner is to blame. */
import { pairReaches, worstFacet } from "./explain.js";
import { modularEnergy, modularOptimum } from "./modular.js";
import { modularityForm, type StrictVerdict, strictVerdict } from "./modularity.js";
import type { ReducedProblem } from "./problem.js";
import { describe, type Prepared, prepare, type Solved, solvePrepared } from "./solve.js";
import type { CodingProblem, Optimum, Prediction, PredictionSettings, PredictOptions, VerdictName } from "./types.js";

/** The certified optimum of a problem, its verdict and the reasons. Throws as `reduceProblem` does. */
export function predictNeurons(problem: CodingProblem, options: PredictOptions = {}): Prediction {
  const { within = 1e-3 } = options;
  const prepared = prepare(problem, options);
  const solved = solvePrepared(prepared);
  const optimum = describe(prepared, solved);
  const { modular, strict } = judgeModular(prepared);
  const saving = savingOf(modular, optimum);
  const settled = strict.verdict === "modular" || saving.most <= prepared.limits.tolerance;
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
    settings: settingsOf(problem, prepared, within, options),
    notes: remarks(prepared, solved),
  };
}

/** Energy of the best modular code and the oracle's verdict on it. */
function judgeModular({ reduced, scaled, oracle, limits }: Prepared): { modular: number; strict: StrictVerdict } {
  const deadline = Math.max(limits.deadline, performance.now() + 1000);
  const best = modularOptimum(reduced, scaled, { ...limits, deadline });
  const single = reduced.groups.every((group) => group.length === 1) && reduced.gamma === Infinity;
  const modular = single ? modularEnergy(reduced) : scaled.unit * best.energy;
  return { modular, strict: strictVerdict(reduced, scaled, oracle, best, deadline) };
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
    notes.push(`left out, constant or not needed by the target: ${reduced.dropped.join(", ")}`);
  }
  if (codes.continuum) notes.push("optimal directions are very many: selectivity is that of the directions found");
  if (status === "bracketed")
    notes.push("the search was not exhaustive: the lower bound is the symmetrised-point floor");
  if (reduced.gamma < Infinity) notes.push("energies include the squared error of the prediction");
  return notes;
}

function settingsOf(
  problem: CodingProblem,
  { reduced, limits }: Prepared,
  within: number,
  options: PredictOptions,
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
    tolerance: limits.tolerance,
    within,
    seconds: options.seconds ?? 10,
  };
}
