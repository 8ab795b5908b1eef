/** A file that was dropped on the page: what it holds, what theory predicts of its factors, how pure its neurons are. */
import { drawFigure, energyBars, factorCloud } from "../../../src/figures/index.js";
import { type DataFile, guessRoles, readColumns, selectEntries } from "../../../src/io/index.js";
import { openDataBlob } from "../../../src/io/openDataBlob.web.js";
import { InputError, UsageError } from "../../../src/math/errors.js";
import { type Matrix, matrix } from "../../../src/math/matrix.js";
import { key } from "../../../src/math/random.js";
import { type MeasuredMetric, measure, mir } from "../../../src/metrics/index.js";
import type { Figure } from "../../../src/protocols.js";
import { meanSquare, readRecording } from "../../../src/representation/index.js";
import {
  describePair,
  modularityForm,
  type Prediction,
  predictNeurons,
  reduceProblem,
  type Support,
  supportFromSamples,
} from "../../../src/theory/index.js";
import type {
  ActivityAnswer,
  ActivityQuestion,
  DataDescription,
  FactorAnswer,
  FactorQuestion,
  MeasuredRow,
} from "./protocol.js";

let opened: DataFile | undefined;

const current = (): DataFile => {
  if (opened === undefined) throw new UsageError("no file is open");
  return opened;
};

/** More columns than this are hardly factors of one task. */
const FEW = 8;

/** `binWidth`: of NWB, as for `purecell measure`. Throws InputError as `openDataBlob`. */
export async function openData(name: string, content: Blob, binWidth?: number | "trials"): Promise<DataDescription> {
  await opened?.close();
  opened = undefined;
  opened = await openDataBlob(content, name, binWidth === undefined ? {} : { binWidth });
  const { entries, format } = opened;
  const usable = entries.filter(({ kind, problem }) => kind === "numbers" && problem === undefined);
  const columns = usable.filter(({ shape }) => shape.length === 1).map((entry) => entry.name);
  const tables = usable.filter(({ shape }) => shape.length === 2 && shape[1] <= FEW).map((entry) => entry.name);
  return {
    name,
    format,
    entries: entries.map(({ name: own, shape, problem }) => ({
      name: own,
      shape,
      ...(problem !== undefined && { problem }),
    })),
    columns: columns.length > 0 ? columns : tables,
    ...guessRoles(entries),
  };
}

/** Throws as `predictNeurons` and `supportFromSamples` do. */
export async function predictData({ columns, ...prices }: FactorQuestion): Promise<FactorAnswer> {
  const { names, samples } = await factorTable(columns);
  const support = supportFromSamples(samples, { names });
  const prediction = predictNeurons({ support, ...prices });
  return {
    prediction,
    reasons: prediction.pairs.filter(({ holds }) => !holds).map(describePair),
    figure: pictureOf(prediction, support, samples, prices),
  };
}

async function factorTable(columns: readonly string[]): Promise<{ names: string[]; samples: Matrix }> {
  if (columns.length === 0) throw new UsageError("choose at least one column");
  const file = current();
  const read = await readColumns(file, selectEntries(file, columns));
  const samples = matrix(read[0].values.length, read.length);
  for (const [column, { name, values }] of read.entries()) {
    for (const [row, value] of values.entries()) {
      if (typeof value !== "number")
        throw new InputError(`${name} holds text in row ${row}; factors of a prediction are numbers`);
      samples.data[row * read.length + column] = value;
    }
  }
  return { names: read.map(({ name }) => name), samples };
}

function pictureOf(
  prediction: Prediction,
  support: Support,
  samples: Matrix,
  prices: Omit<FactorQuestion, "columns">,
): Figure {
  const { names, mean } = support;
  const points = matrix(
    samples.rows,
    samples.columns,
    samples.data.map((value, at) => value - mean[at % samples.columns]),
  );
  const whole = prediction.settings.dropped.length === 0 && names.length > 1;
  const clouds = whole
    ? factorCloud({
        names,
        points,
        mean,
        hull: support.points,
        neurons: prediction.neurons,
        ellipse: modularityForm(reduceProblem({ support, ...prices })),
      })
    : [];
  return drawFigure({
    id: "prediction",
    title: prediction.statement,
    caption:
      "Grey: samples. Arrows: the optimal neurons. Pure ones are optimal exactly when the ellipse lies inside the hull.",
    summary: prediction.statement,
    panels: [
      ...clouds,
      energyBars({ title: "Energy", groups: [{ label: "this task", ...prediction.energy }], width: 360 }),
    ],
  });
}

/** Throws as `readRecording` and `measure` do. */
export async function measureData({
  activity,
  factors,
  metrics,
  draws,
  seed,
}: ActivityQuestion): Promise<ActivityAnswer> {
  const recording = await readRecording(current(), { activity, factors });
  const measured = measure(recording, { metrics, nullDraws: draws, intervalDraws: draws }, key(seed));
  const ratio = mir(recording);
  return {
    conditions: recording.conditions,
    units: recording.units,
    factors: recording.factors.map(({ name }) => name),
    rows: measured.flatMap(rowsOf),
    information: ratio.matrix?.data ?? new Float64Array(),
    selectivity: ratio.perUnit ?? new Float64Array(),
    energy: meanSquare(recording),
    mir: ratio.score,
  };
}

function rowsOf({ request: { name, entry }, result, refusal, judged }: MeasuredMetric): MeasuredRow[] {
  const said = { title: entry.title, meaning: entry.meaning, citation: entry.citation };
  const notes = [...(result?.notes ?? []), ...(refusal === undefined ? [] : [refusal])];
  const parts = Object.entries(judged);
  if (parts.length === 0) {
    const none = Number.NaN;
    return [
      { metric: name, ...said, score: result?.score ?? none, interval: [none, none], chance: none, p: none, notes },
    ];
  }
  return parts.map(
    ([
      part,
      {
        score,
        chance: [first],
        interval,
      },
    ]) => ({
      metric: parts.length > 1 ? `${name}.${part}` : name,
      ...said,
      score,
      interval: [interval?.low ?? Number.NaN, interval?.high ?? Number.NaN],
      chance: first?.median ?? Number.NaN,
      p: first?.p ?? Number.NaN,
      notes,
    }),
  );
}
