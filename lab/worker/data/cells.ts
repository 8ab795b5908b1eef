/** Which cells a session holds: spikes in time, rate maps, and the tests of `purecell cells`. */
import { analyseSessions, frameOf } from "../../../src/answers/cells/analyse.js";
import { modulesLine } from "../../../src/answers/cells/modules.js";
import type { CellsResult } from "../../../src/answers/cells/result.js";
import { sheetOf } from "../../../src/answers/cells/sheets.js";
import { csvOf, populationLine, tableOf } from "../../../src/answers/cells/table.js";
import { type AnalyseProgress, analyseDefaults, placeShifted, type SpatialFrame } from "../../../src/cells/index.js";
import { drawFigure } from "../../../src/figures/index.js";
import { UsageError } from "../../../src/math/errors.js";
import type { Figure } from "../../../src/protocols.js";
import { openSessions, type RecordedCells } from "../../../src/recordings/sessions.js";
import { adviceIn } from "../advice.js";
import { current } from "./opened.js";
import { nowAndThen, type Tell } from "./progress.js";
import type { CellsAnswer, CellsQuestion, SessionDescription, Texts } from "./protocol.js";
import { sessionIn } from "./reading.js";

let session: { readonly recorded: RecordedCells; readonly frame: SpatialFrame } | undefined;
let tested: CellsResult | undefined;

const MAPPING = { binSize: undefined, maps: {} } as const;

/** Throws InputError with a question where two readings are left. */
export async function describeSession(texts: Texts): Promise<SessionDescription> {
  session = undefined;
  tested = undefined;
  const recorded = await openSessions([current().source], sessionIn(texts));
  const frame = frameOf(recorded, MAPPING);
  session = { recorded, frame };
  const { rows, columns, binSize } = frame.bins;
  return {
    durations: recorded.sessions.map(({ duration }) => duration),
    names: recorded.names,
    spikes: recorded.activity.map((own) => own.reduce((sum, { spikes }) => sum + spikes, 0)),
    choices: recorded.notes.map(adviceIn),
    bins: { rows, columns, binSize },
    maps: recorded.activity.map((own) => mapOf(frame, own)),
    raster: recorded.activity.map((own) => timesOf(recorded, own)),
  };
}

const mapOf = (frame: SpatialFrame, own: RecordedCells["activity"][number]): Float32Array =>
  Float32Array.from(frame.mapper.map(own.map((cell, s) => placeShifted(frame.clocks[s], cell, 0))).rate);

/** Sessions one behind the other. */
function timesOf({ sessions }: RecordedCells, own: RecordedCells["activity"][number]): Float32Array {
  let before = 0;
  const times = own.flatMap(({ clock, spikes }, s) => {
    const from = before;
    before += sessions[s].duration;
    return Number.isNaN(spikes) ? [] : Array.from(clock, (time) => from + time);
  });
  return Float32Array.from(times);
}

export function testCells({ shifts, seed }: CellsQuestion, tell: Tell): CellsAnswer {
  if (session === undefined) throw new UsageError("no session is open");
  const { recorded, frame } = session;
  const options = { ...analyseDefaults, lengthUnit: "cm", shifts, fieldShuffles: shifts } as const;
  const files = [current().file.name];
  tested = toEnd(analyseSessions(recorded, frame, { ...MAPPING, files, options, seed }), nowAndThen(tell));
  const { rows, modules, lengthUnit } = tested;
  const { header, body } = tableOf(rows, lengthUnit);
  const lines = [populationLine(rows), ...(modules ? [modulesLine(modules, lengthUnit)] : [])];
  return { rows, header, body, lines, csv: csvOf(rows) };
}

function toEnd(steps: Generator<AnalyseProgress, CellsResult>, tell: Tell): CellsResult {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    tell({ what: "cells tested", ...step.value });
  }
}

/** Path, maps and tuning of one cell, once the cells are tested. */
export function cellSheet(cell: number): Figure {
  if (tested === undefined) throw new UsageError("the cells have not been tested");
  return drawFigure(sheetOf(tested, cell));
}

/** More would make a page that browsers are slow to open. */
const MOST_SHEETS = 12;

/** Of the first cells. */
export const sheetsOf = (): Figure[] => (tested?.rows ?? []).slice(0, MOST_SHEETS).map((_, cell) => cellSheet(cell));
