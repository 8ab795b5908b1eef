/** `purecell test` */
import { answerOf } from "../../../answers/population/answer.js";
import { neuronsCsv } from "../../../answers/population/tables.js";
import type { Tested } from "../../../answers/population/tested.js";
import { countsText, number } from "../../../answers/population/words.js";
import { leaveOut, testPopulation } from "../../../efficiency/index.js";
import { UsageError } from "../../../math/errors.js";
import { fold, key } from "../../../math/random.js";
import { counted } from "../../../math/words.js";
import { adviceOnTime, describeTime, leavesRoom, lookAtTime } from "../../../representation/index.js";
import { packageVersion } from "../../../runs/index.js";
import { type Context, EXIT, printJson } from "../../context.js";
import { conditionsOf, openRecording, type Recording } from "../../recordings/recordingFile.js";
import { Narration } from "../../terminal/narration.js";
import { noteMissingPng } from "../../terminal/pngNote.js";
import type { Terminal } from "../../terminal/terminal.js";
import { outWrapped } from "../../terminal/wrap.js";
import type { TestRequest } from "./request.js";
import { INDENT, resultLines } from "./text.js";

export async function carryOut(request: TestRequest, { terminal, argv }: Context): Promise<number> {
  const { file, seed, form, out } = request;
  const recording = await openRecording(file, request.recording, { requestsFor: () => [], terminal, seed });
  requireKnown(request.without, recording);
  const time = timeOf(request, recording);
  const said = [...recording.notes, ...heldNotes(recording), ...time.notes];
  introduce(request, recording, said, terminal);
  const narration = new Narration(terminal);
  const options = { ...request.options, block: time.block };
  const test = testPopulation(recording.representation, options, key(seed), {
    predicted: ({ prediction }, trials) =>
      narration.say(`variables: ${counted(trials.counts.length, "condition")}; ${prediction.statement}`),
    recorded: (population) => narration.say(`neurons: ${countsText(population)}`),
    measured: (eta) =>
      narration.say(`efficiency ${number(eta)}, if it holds; what it rests on, its interval and chance level follow`),
    redrawn: (done, of) => narration.update(`interval: ${done} of ${of} draws of neurons`),
  });
  const without = request.without.map((name) =>
    leaveOut(test.representation, name, test, fold(fold(key(seed), "without"), name)),
  );
  narration.clear();
  const tested = { file, seed, recording, test, without, notes: [...said, ...test.notes], version: packageVersion() };
  print(tested, form, terminal);
  if (out !== undefined) {
    const { writeReport } = await import("./report.js");
    await noteMissingPng(terminal);
    terminal.say(`report: ${await writeReport(out, tested, argv)}`);
  } else if (form === "text") terminal.say("--out DIR writes a figure, a report and the tables.");
  return EXIT.done;
}

function print(tested: Tested, form: TestRequest["form"], terminal: Terminal): void {
  if (form === "json") printJson(terminal, "test", answerOf(tested));
  else if (form === "csv") terminal.out(neuronsCsv(tested).trimEnd());
  else for (const line of resultLines(tested, terminal.outStyle)) outWrapped(line, INDENT, terminal);
}

function requireKnown(names: readonly string[], { representation: { factors } }: Recording): void {
  const known = factors.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`--without names "${unknown}", but the variables are ${known.join(", ")}.`);
  if (names.length > 0 && known.length < 2)
    throw new UsageError("--without needs a second variable: without the only one nothing is left to test.");
}

/** Neighbouring rows that are not independent stay in one part of the trials. */
function timeOf({ block }: TestRequest, { representation, population }: Recording) {
  if (typeof block === "number") return { block, notes: [`rows stay together in blocks of ${block}`] };
  if (population) return { block: 1, notes: [] };
  const look = lookAtTime(representation);
  if (block === undefined) return { block: 1, notes: look.looksTimed ? [adviceOnTime(look)] : [] };
  if (!leavesRoom(look, representation.conditions))
    throw new UsageError(`${describeTime(look)}: too short a recording for blocks of that length; give --block`);
  return { block: look.suggested, notes: [describeTime(look)] };
}

const heldNotes = ({ allRows, representation }: Recording): string[] =>
  allRows
    ? [
        `the ${counted(allRows.conditions, "row")} do not fit into the memory allowed: ${counted(representation.conditions, "row")} of them are ` +
          `used, evenly spaced (more with --memory)`,
      ]
    : [];

function introduce({ file }: TestRequest, recording: Recording, notes: readonly string[], { say }: Terminal): void {
  const { units, factors } = recording.representation;
  const described = factors.map(({ name, kind, levels }) => `${name} (${levels ? `${levels.length} levels` : kind})`);
  say(
    `${file}: ${counted(conditionsOf(recording), "trial")}, ${counted(units, "unit")}; variables ${described.join(", ")}`,
  );
  for (const note of notes) say(note);
}
