/** `purecell predict` */
import { InputError } from "../../../math/errors.js";
import { fold, key } from "../../../math/random.js";
import {
  blocksOf,
  type CodingProblem,
  DependentFactors,
  equalised,
  explainNeurons,
  recurrentEnergy,
} from "../../../theory/index.js";
import { type Context, EXIT, printJson } from "../../context.js";
import { given } from "../../flags/flag.js";
import { Narration } from "../../terminal/narration.js";
import { noteMissingPng } from "../../terminal/pngNote.js";
import type { Terminal } from "../../terminal/terminal.js";
import { outWrapped } from "../../terminal/wrap.js";
import { angleNotes } from "./angles.js";
import { settingsOf, toJson } from "./answer.js";
import { evidenceFrom } from "./evidence.js";
import { readFactors } from "./factors.js";
import type { Factors } from "./gather.js";
import { inOrder, readMatrix } from "./matrixFile.js";
import { readMoves } from "./movesFile.js";
import { rectifiedAnswer, rectifiedJson, rectifiedLines } from "./rectified.js";
import type { Answer } from "./report.js";
import { namedBlocks, type PredictRequest } from "./request.js";
import { sampleJudge } from "./sample.js";
import { scaleNote } from "./scale.js";
import { assessSensitivity } from "./sensitivity.js";
import { firstAnswer, INDENT, type Look, predictionLines } from "./text.js";

export async function carryOut(request: PredictRequest, { terminal, argv }: Context): Promise<number> {
  const { prices, limits, replicates, seed, form, out, moves: asked } = request;
  const narration = new Narration(terminal);
  const read = await readFactors(request, narration, key(seed));
  const note = scaleNote(read, request);
  for (const line of [...(note === undefined ? [] : [note]), ...angleNotes(read, request)]) narration.say(line);
  const posed = { ...(await problemOf(read, request)), ...prices };
  if (request.neurons === "rectified") {
    narration.update(`searching for the best rectified code of ${read.support.names.length} factors`);
    const prediction = withAdvice(read, () => rectifiedAnswer(posed, read, request));
    narration.clear();
    if (form === "json") printJson(terminal, "predict", rectifiedJson(prediction, read, request));
    else printLines(rectifiedLines(prediction, read, lookOf(terminal)), terminal);
    return EXIT.done;
  }
  const moves = asked && (await readMoves(asked.file, read.support.names));
  const evidence = evidenceFrom(read, request, namedBlocks(request.source), key(seed));
  narration.update(`searching for the best code of ${read.support.names.length} factors`);
  const explained = withAdvice(read, () => explainNeurons(posed, evidence, limits));
  const { prediction, explanation, problem } = explained;
  const factors: Factors = { ...read, support: problem.support };
  const recurrent = moves && recurrentEnergy(problem, prediction, moves, given({ ...asked, file: undefined }));
  const isSilent = prediction.verdict === "silent";
  const judge = isSilent ? null : sampleJudge(posed, factors, explanation, request, fold(key(seed), "sample"));
  if (judge !== null || replicates !== undefined) narration.say(firstAnswer(prediction));
  const sensitivity =
    replicates === undefined
      ? undefined
      : assessSensitivity(problem, factors, {
          ...limits,
          replicates,
          source: key(seed),
          step: (done) => narration.update(`sensitivity  ${Math.floor(100 * done)} %`),
        });
  narration.update("judging the sample");
  const sampling = judge === null ? null : judge();
  const settings = settingsOf(prediction, request);
  const answer: Answer = { explained, factors, sampling, sensitivity, recurrent, settings, argv };
  const data = toJson(prediction, explanation, factors, sampling, sensitivity, recurrent, settings);
  if (out !== undefined) await noteMissingPng(terminal);
  const files = out === undefined ? null : await (await import("./report.js")).writeFiles(out, answer, data);
  narration.clear();
  if (form === "json") printJson(terminal, "predict", { ...data, files });
  else {
    printLines(predictionLines(answer, lookOf(terminal)), terminal);
    if (files === null) terminal.say("--out DIR writes a figure and a report.");
    else terminal.out(`report   ${files.report}`);
  }
  return EXIT.done;
}

const lookOf = ({ outStyle: style, outColumns: width }: Terminal): Look => ({ style, width });

const printLines = (lines: readonly string[], terminal: Terminal): void => {
  for (const line of lines) outWrapped(line, INDENT, terminal);
};

async function problemOf({ support, groups, columns }: Factors, request: PredictRequest): Promise<CodingProblem> {
  if (request.scale === "equal") {
    const mixing = equalised(support.covariance, blocksOf(columns));
    return { support, groups, inputMixing: mixing, targetMixing: mixing };
  }
  const mixing = async (path: string | undefined, what: string) =>
    path === undefined ? undefined : inOrder(await readMatrix(path), support.names, what);
  const input = await mixing(request.inputMixing, "input mixing");
  const target = await mixing(request.targetMixing, "target mixing");
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
      `${listed.join(", ")} are ${error.how}: leave one out with --columns, or count them as one factor with ` +
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
