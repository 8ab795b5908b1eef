/** `purecell measure` */

import { InputError } from "../../../math/errors.js";
import { type Key, key } from "../../../math/random.js";
import { counted } from "../../../math/words.js";
import {
  type DrawingOptions,
  type MetricRequest,
  needsCountsAlone,
  type Sampled,
  type SelectivityOptions,
  selectivityDraws,
  selectivityPlan,
  withConvention,
} from "../../../metrics/index.js";
import { adviceOnTime, describeTime, leavesRoom, lookAtTime } from "../../../representation/index.js";
import { type Context, EXIT, printJson } from "../../context.js";
import type { Form } from "../../flags/output.js";
import { conditionsOf, openRecording, type Recording } from "../../recordings/recordingFile.js";
import { noteMissingPng } from "../../terminal/pngNote.js";
import { stopSignal } from "../../terminal/stopSignal.js";
import type { Terminal } from "../../terminal/terminal.js";
import { outWrapped } from "../../terminal/wrap.js";
import { type AnswerParts, answerOf } from "./answer.js";
import { compareEpochs, epochsCsv, labelsOf, printEpochs } from "./epochs.js";
import { lanesFor, measureWithChance, openPool } from "./measurement.js";
import { announceNeurons, neuronLines, neuronSeconds, noTests, testNeurons } from "./neurons.js";
import { purityLine, warningsOf } from "./reading.js";
import type { MeasureRequest } from "./request.js";
import { csvOf, printTable } from "./text.js";

export async function carryOut(request: MeasureRequest, context: Context): Promise<number> {
  const { terminal } = context;
  const { file, convention, seed, workers } = request;
  const requestsFor = (sampled: Sampled) => withConvention(request.metrics, convention, sampled);
  const recording = await openRecording(file, request.recording, { requestsFor, terminal, seed, ...labelsOf(request) });
  const { representation } = recording;
  const requests = requestsFor(representation);
  introduce(file, recording, terminal);
  const { drawing, notes } = timed(recording, request, requests);
  for (const note of notes) terminal.say(note);
  const root = key(seed);
  const draws = request.selectivity === "usual" ? selectivityDraws(representation) : request.selectivity;
  const plan = selectivityPlan(representation, draws, drawing);
  if (draws > 0) announceNeurons(representation, plan, terminal);
  const { measurement, neurons } = await measureAll({
    recording,
    requests,
    drawing,
    root,
    plan,
    draws,
    workers,
    context,
  });
  for (const [source, reason] of measurement.refusedDraws) terminal.say(`no ${source} draws: ${reason}`);
  const epochs = request.epochs && compareEpochs(recording, request.epochs, root);
  for (const note of epochs?.notes ?? []) terminal.say(note);
  const warnings = warningsOf(measurement, representation);
  const said = [...recording.notes, ...notes, ...(epochs?.notes ?? [])];
  const parts = { file, seed, convention, recording, measurement, neurons, epochs, notes: said, warnings };
  print(parts, draws > 0, request.form, terminal);
  if (request.out !== undefined) {
    const { writeReport } = await import("./report.js");
    await noteMissingPng(terminal);
    terminal.say(`report: ${await writeReport(request.out, { ...parts, requests, key: root, argv: context.argv })}`);
  }
  return measurement.interrupted ? EXIT.interrupted : EXIT.done;
}

function print(parts: AnswerParts, ofNeurons: boolean, form: Form, terminal: Terminal): void {
  const { measurement, neurons, epochs, warnings } = parts;
  if (form === "json") printJson(terminal, "measure", answerOf(parts));
  else if (form === "csv") terminal.out((epochs ? epochsCsv(epochs) : csvOf(measurement)).trimEnd());
  else {
    if (epochs) printEpochs(epochs, terminal);
    if (measurement.metrics.length > 0) {
      printTable(measurement, { purity: purityLine(measurement), warnings }, terminal);
    }
    if (ofNeurons) for (const line of neuronLines(neurons)) outWrapped(line, 2, terminal);
  }
}

interface Everything {
  readonly recording: Recording;
  readonly requests: readonly MetricRequest[];
  readonly drawing: DrawingOptions;
  readonly root: Key;
  readonly plan: SelectivityOptions;
  /** Of the tests of single neurons. */
  readonly draws: number;
  readonly workers: number | undefined;
  readonly context: Context;
}

/** Scores, chance levels and the tests of single neurons, until Ctrl-C. */
async function measureAll({ recording, requests, drawing, root, plan, draws, workers, context }: Everything) {
  const stop = stopSignal(context, ["\nStopping: what was drawn so far is used (once more to stop at once)."]);
  const { representation } = recording;
  const otherSeconds = draws === 0 ? 0 : neuronSeconds(representation, plan);
  const lanes = lanesFor(recording, requests, drawing, { workers, otherSeconds });
  const pool = openPool(
    { representation, requests: requests.map(named), options: drawing, key: root },
    lanes,
    stop.signal,
  );
  const session = { pool, lanes, context, signal: stop.signal };
  try {
    const measurement = await measureWithChance(recording, requests, drawing, session);
    const neurons =
      draws === 0 || measurement.interrupted
        ? noTests(draws === 0 ? "not asked for: --selectivity 199 does" : "interrupted")
        : await testNeurons(representation, plan, root, session);
    return { measurement, neurons };
  } finally {
    stop.release();
    await pool.close();
  }
}

const named = ({ name, options, required }: MetricRequest) => ({ name, options, required });

function introduce(file: string, recording: Recording, { say }: Terminal): void {
  const { representation, constantUnits } = recording;
  const { units, factors } = representation;
  const described = factors.map(
    ({ name, kind, levels }) => `${name} (${levels ? `${counted(levels.length, "level")}` : kind})`,
  );
  say(
    `${file}: ${counted(conditionsOf(recording), "condition")}, ${counted(units, "unit")}; factors ${described.join(", ")}`,
  );
  for (const note of recording.notes) say(note);
  if (constantUnits.length > 0) {
    const shown = constantUnits.slice(0, 5).join(", ") + (constantUnits.length > 5 ? ", ..." : "");
    say(`left out ${counted(constantUnits.length, "constant unit")} (${shown})`);
  }
}

/** Blocks and shifts are counted in rows of the file, draws made from the rows that are held. */
function inHeldRows(asked: DrawingOptions, { allRows }: Recording): DrawingOptions {
  const held = (rows: number) => Math.ceil(rows / (allRows?.spacing ?? 1));
  return { ...asked, block: held(asked.block), smallestShift: held(asked.smallestShift) };
}

/** What was measured on which rows, where not all are held. */
function describeHeldRows({ representation, allRows }: Recording, requests: readonly MetricRequest[]): string[] {
  if (!allRows) return [];
  const whole = requests.filter(needsCountsAlone).map(({ name }) => name);
  const scores = whole.length > 0 ? `scores of ${whole.join(", ")} are from all of them; ` : "";
  return [
    `the ${counted(allRows.conditions, "row")} do not fit into the memory allowed: ${scores}chance levels, intervals and all else from ` +
      `${counted(representation.conditions, "row")}, evenly spaced, one in ${allRows.spacing.toFixed(1)} (more with --memory)` +
      "; correlation times, blocks and shifts are in these rows",
  ];
}

/** Blocks and shifts longer than the autocorrelation, where the rows are a time series and nothing else was asked for. */
function timed(
  recording: Recording,
  { drawing, timeSeries }: MeasureRequest,
  requests: readonly MetricRequest[],
): { readonly drawing: DrawingOptions; readonly notes: readonly string[] } {
  const { representation } = recording;
  const asked = inHeldRows(drawing, recording);
  const held = describeHeldRows(recording, requests);
  if (recording.population) {
    if (timeSeries === undefined) return { drawing: asked, notes: held };
    throw new InputError(
      "trials of neurons that were not recorded together follow each other in no time: leave --time-series out",
    );
  }
  const look = lookAtTime(representation);
  if (timeSeries === undefined)
    return { drawing: asked, notes: [...held, ...(look.looksTimed ? [adviceOnTime(look)] : [])] };
  if (!leavesRoom(look, representation.conditions)) {
    throw new InputError(
      `${look.slowest} keeps its value for about ${look.time} of ${counted(representation.conditions, "row")}: too short a recording for ` +
        "blocks and shifts longer than that. Record longer, or give --block and --shift",
    );
  }
  return {
    drawing: {
      ...asked,
      block: timeSeries.block === undefined ? look.suggested : asked.block,
      smallestShift: timeSeries.shift === undefined ? look.suggested : asked.smallestShift,
    },
    notes: [...held, describeTime(look)],
  };
}
