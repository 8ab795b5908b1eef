/** One question, one answer: which neurons should grow, are they pure, what does mixing save, and which corner is to blame. */
import { UsageError } from "../math/errors.js";
import { pairReaches, worstFacet } from "./explain.js";
import { type BestModular, bestModular } from "./modular.js";
import { modularityForm, provenByCode, type StrictVerdict, strictVerdict } from "./modularity.js";
import type { ScaledOptimum } from "./optimum.js";
import type { Judged } from "./reasons/cornerCost.js";
import { leftOutNotes, silenceOf, silentText } from "./silence.js";
import { deadlineOf, describe, type Prepared, prepare, type Solved, solvePrepared } from "./solve.js";
import type {
  CodingProblem,
  Optimum,
  Prediction,
  PredictionSettings,
  PredictOptions,
  Silence,
  Support,
  VerdictName,
} from "./types.js";

/** The certified optimum of a problem, its verdict and the reasons. Throws UsageError and as `reduceProblem` does. */
export const predictNeurons = (problem: CodingProblem, options: PredictOptions = {}): Prediction =>
  judgeNeurons(problem, options).prediction;

/** A prediction with what it was made of. */
export interface JudgedPrediction extends Judged {
  readonly prediction: Prediction;
  readonly support: Support;
}

/** As `predictNeurons`, with the prepared problem and its best modular code. */
export function judgeNeurons(problem: CodingProblem, options: PredictOptions = {}): JudgedPrediction {
  const { within = 1e-3 } = options;
  if (!(within >= 0)) throw new UsageError(`within is zero or a positive number, not ${within}`);
  const prepared = prepare(problem, options);
  const solved = solvePrepared(prepared);
  const optimum = describe(prepared, solved);
  const { modular, strict } = judgeModular(prepared, solved);
  const energy = prepared.scaled.unit * modular.energy;
  const saving = savingOf(energy, prepared.scaled.unit * modular.lowerBound, optimum);
  const settled = strict.verdict === "modular" || saving.most <= Math.min(prepared.tolerance, NOTHING);
  const silence = silenceOf(prepared, optimum.neurons);
  const isSilent = silence?.isSilent === true;
  const verdict = grade(settled, saving, within);
  const prediction: Prediction = {
    verdict,
    statement: statementOf(verdict, saving, within, strict),
    settle: verdict === "undecided" ? settlingOf(optimum) : "",
    status: optimum.status,
    gap: optimum.gap,
    energy: { modular: energy, optimal: Math.min(optimum.energy, energy), lowerBound: optimum.lowerBound },
    saving,
    strict: strict.verdict,
    neurons: optimum.neurons,
    ...explain(prepared, strict, settled),
    selectivity: selectivityOf(solved, optimum),
    unique: solved.unique ?? null,
    silence,
    settings: settingsOf(prepared, within),
    notes: [...(silence ? leftOutNotes(silence, prepared.reduced.gamma) : []), ...remarks(prepared, solved)],
  };
  const answer = isSilent ? { ...prediction, ...silentAnswer(silence, prepared.reduced.gamma) } : prediction;
  return { prediction: answer, prepared, modular, support: problem.support };
}

/** No code is the best one, a pure one, and the only one. */
const silentAnswer = (silence: Silence, gamma: number) =>
  ({
    verdict: "silent",
    statement: silentText(silence, gamma),
    settle: "",
    status: "certified",
    gap: 0,
    energy: { modular: silence.energy, optimal: silence.energy, lowerBound: silence.energy },
    saving: { least: 0, most: 0 },
    strict: "modular",
    neurons: [],
    pairs: [],
    worstFacet: null,
    selectivity: null,
    unique: true,
  }) satisfies Partial<Prediction>;

interface Purity {
  readonly modular: BestModular;
  readonly strict: StrictVerdict;
}

/** The best modular code, and whether any mixed neuron improves on it: the oracle says so, or a cheaper code does. */
function judgeModular(prepared: Prepared, { best }: Solved): Purity {
  const { reduced, scaled, oracle, tolerance } = prepared;
  const deadline = deadlineOf(prepared, "purity");
  const modular = modularByParts(prepared, best) ?? bestModular(reduced, scaled, { tolerance, deadline });
  const asked = strictVerdict(scaled, oracle, modular.saving, deadline);
  const cheaper = asked.verdict === "undecided" && best.energy < modular.lowerBound * (1 - 1e-8);
  return { modular, strict: cheaper ? provenByCode(scaled, modular.saving, best.columns) : asked };
}

/** Where every part of a product is one factor or group, its optimum is modular. */
function modularByParts({ product, reduced }: Prepared, best: ScaledOptimum): BestModular | undefined {
  const whole = product?.parts.every((part) => reduced.groups.some((group) => part.every((i) => group.includes(i))));
  if (!whole || reduced.groups.every((group) => group.length === 1)) return undefined;
  const { energy, lowerBound, dual, columns } = best;
  return { energy, lowerBound, saving: { form: dual, slack: 1e-5 }, columns };
}

interface Saving {
  readonly least: number;
  readonly most: number;
}

/** Relative saving up to which a code counts as modular, however loose the tolerance. */
const NOTHING = 1e-6;
/** Relative saving below which rounding alone may have made it. */
const ROUNDING = 1e-10;

/** Bounds on (E_modular - E*) / E*; no modular code costs less than `leastModular`. */
const savingOf = (modular: number, leastModular: number, { energy, lowerBound }: Optimum): Saving => ({
  least: leastModular / energy - 1 > ROUNDING ? leastModular / energy - 1 : 0,
  most: lowerBound > 0 ? Math.max(0, modular / lowerBound - 1) : Number.POSITIVE_INFINITY,
});

/** By the bounds alone: what they do not settle is undecided, also where mixing is known to save something. */
function grade(settled: boolean, saving: Saving, within: number): VerdictName {
  if (settled) return "modular";
  if (saving.most <= within) return "nearly modular";
  return saving.least > within ? "mixed" : "undecided";
}

function statementOf(verdict: VerdictName, { least, most }: Saving, within: number, strict: StrictVerdict): string {
  const percent = (value: number): string => `${Number((100 * value).toPrecision(2))} %`;
  if (verdict === "modular") return "modular: single-factor neurons are optimal";
  if (verdict === "mixed") return `mixed: mixed neurons save ${percent(least)} of the energy`;
  if (verdict === "nearly modular") {
    const proven = strict.verdict === "mixed";
    const saves = proven
      ? `Strictly mixed, but mixing saves only ${percent(most)}`
      : `Mixing saves at most ${percent(most)}`;
    return `${saves}: expect pure neurons`;
  }
  const range = Number.isFinite(most) ? `between ${percent(least)} and ${percent(most)}` : `at least ${percent(least)}`;
  return `undecided: mixing saves ${range} of the energy, and the limit is ${percent(within)}`;
}

/** What would bring the bounds together. */
function settlingOf({ status }: Optimum): string {
  if (status === "certified") return "a smaller tolerance would bring the bounds together";
  if (status === "gap")
    return "more seconds may close the gap; fewer factors, or factors joined in groups, surely make it smaller";
  return "fewer factors, or factors joined in groups, make the search exhaustive; more seconds rarely do";
}

/** Pairs of single factors, and the worst side of the hull when the code mixes although no pair fails. */
function explain(
  { reduced, problem: { support } }: Prepared,
  strict: StrictVerdict,
  modular: boolean,
): Pick<Prediction, "pairs" | "worstFacet"> {
  if (reduced.groups.some((group) => group.length > 1)) return { pairs: [], worstFacet: null };
  const form = modularityForm(reduced);
  const pairs = pairReaches(reduced, support, form);
  const unexplained = !modular && pairs.every((pair) => pair.holds);
  return { pairs, worstFacet: unexplained ? worstFacet(reduced, support, form, strict.witness) : null };
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
  { problem: { support }, reduced, tolerance, seconds }: Prepared,
  within: number,
): PredictionSettings {
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
