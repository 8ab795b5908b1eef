/** `purecell predict` */
import { InputError, UsageError } from "../../../math/errors.js";
import { key } from "../../../math/random.js";
import { parseSeed } from "../../../runs/index.js";
import { type CodingProblem, DependentFactors, explainNeurons } from "../../../theory/index.js";
import { type Context, EXIT, printJson } from "../../context.js";
import { Narration } from "../../terminal/narration.js";
import { noteMissingPng } from "../../terminal/pngNote.js";
import { settingsOf, toJson } from "./answer.js";
import { evidenceFrom } from "./evidence.js";
import { readFactors } from "./factors.js";
import { limitsFrom, type PredictFlags, pricesFrom } from "./flags.js";
import type { Factors } from "./gather.js";
import { inOrder, readMatrix } from "./matrixFile.js";
import { type Answer, writeFiles } from "./report.js";
import { assessSensitivity } from "./sensitivity.js";
import { predictionLines } from "./text.js";

export async function predict(
  [file]: readonly string[],
  flags: PredictFlags,
  { terminal, argv }: Context,
): Promise<number> {
  const prices = pricesFrom(flags);
  const limits = limitsFrom(flags);
  const replicates = replicatesFrom(flags);
  if (flags.sensitivity && flags.ranges !== undefined) {
    throw new UsageError("--sensitivity redraws rows and would lose what --ranges declares: give one of them.");
  }
  const seed = parseSeed(flags.seed ?? "0");
  const narration = new Narration(terminal);
  const read = await readFactors(file, flags, narration, key(seed));
  const given = { ...(await problemOf(read, flags)), ...prices };
  const evidence = evidenceFrom(read, flags, key(seed));
  narration.update(`searching for the best code of ${read.support.names.length} factors`);
  const explained = withAdvice(read, () => explainNeurons(given, evidence, limits));
  const { prediction, explanation, problem } = explained;
  const factors: Factors = { ...read, support: problem.support };
  const sensitivity = flags.sensitivity
    ? assessSensitivity(problem, factors, {
        ...limits,
        replicates,
        source: key(seed),
        step: (done) => narration.update(`sensitivity  ${Math.floor(100 * done)} %`),
      })
    : undefined;
  const settings = settingsOf(prediction, file, flags, seed);
  const answer: Answer = { explained, factors, sensitivity, settings, argv };
  const data = toJson(prediction, explanation, factors, sensitivity, settings);
  if (flags.out !== undefined) await noteMissingPng(terminal);
  const files = flags.out === undefined ? null : await writeFiles(flags.out, answer, data);
  narration.clear();
  if (flags.json) printJson(terminal, "predict", { ...data, files });
  else {
    for (const line of predictionLines(explained, sensitivity, terminal.outStyle)) terminal.out(line);
    if (files === null) terminal.say("--out DIR writes a figure and a report.");
    else terminal.out(`report   ${files.report}`);
  }
  return EXIT.done;
}

/** Weightings drawn by --sensitivity, by default 100. */
function replicatesFrom({ replicates = "100" }: PredictFlags): number {
  const count = Number(replicates);
  if (/^\d+$/.test(replicates) && count >= 2 && count <= 10_000) return count;
  throw new UsageError(`--replicates takes a whole number from 2 to 10000; got "${replicates}".`);
}

async function problemOf({ support, groups }: Factors, flags: PredictFlags): Promise<CodingProblem> {
  const mixing = async (path: string | undefined, what: string) =>
    path === undefined ? undefined : inOrder(await readMatrix(path), support.names, what);
  const input = await mixing(flags.inputMixing, "input mixing");
  const target = await mixing(flags.targetMixing, "target mixing");
  return {
    support,
    groups,
    ...(input === undefined ? {} : { inputMixing: input }),
    ...(target === undefined ? {} : { targetMixing: target }),
  };
}

/** Says what to type where the factors do not vary, or not independently. */
function withAdvice<Result>({ support, columns }: Factors, solve: () => Result): Result {
  const { samples, names } = support;
  if (samples === 1) throw new InputError("one row is no sample: every factor is constant. More rows are needed.");
  try {
    return solve();
  } catch (error) {
    if (!(error instanceof DependentFactors)) throw error;
    if (samples > 0 && samples <= names.length) {
      throw new InputError(
        `${samples} rows cannot tell ${names.length} factors apart: at least ${names.length + 1} different rows are ` +
          "needed. Are rows and columns exchanged? Otherwise choose fewer factors with --columns.",
      );
    }
    const own = columns.filter(({ name }) => error.names.some((dependent) => isOf(dependent, name)));
    const listed = own.map(({ name }) => name);
    throw new InputError(
      `${listed.join(", ")} are linearly dependent: leave one out with --columns, or count them as one factor with ` +
        `--groups ${listed.join("+")}`,
    );
  }
}

/** Whether a coordinate is one of a column's: the column itself, "cos x", "sin x" or "x=level". */
const isOf = (coordinate: string, column: string): boolean =>
  coordinate === column ||
  coordinate === `cos ${column}` ||
  coordinate === `sin ${column}` ||
  coordinate.startsWith(`${column}=`);
