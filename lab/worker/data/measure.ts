/** How pure the neurons in a file are. */
import { UsageError } from "../../../src/math/errors.js";
import { unknownName } from "../../../src/math/knownNames.js";
import { key } from "../../../src/math/random.js";
import {
  biasWarnings,
  conventionOptions,
  type MeasuredMetric,
  type MetricName,
  measure,
  metrics,
} from "../../../src/metrics/index.js";
import {
  checkSupport,
  meanSquare,
  openRecording,
  type RecordingOptions,
  type StoredRecording,
  varyingPart,
} from "../../../src/representation/index.js";
import { current } from "./opened.js";
import type {
  ActivityAnswer,
  ActivityQuestion,
  MeasuredRow,
  RecordingDescription,
  RecordingQuestion,
} from "./protocol.js";

/** Throws as `openRecording` does. */
export async function describeRecording(question: RecordingQuestion): Promise<RecordingDescription> {
  const { conditions, units, factors } = await stored(question);
  return {
    conditions,
    units,
    factors: factors.map(({ name, kind, period, levels, values }) => ({
      name,
      kind,
      range: [
        values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
        values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
      ],
      ...(period !== undefined && { period }),
      ...(levels && { levels: levels.length }),
    })),
  };
}

/** Of the kinds, those of its factors. */
async function stored({ activity, factors, kinds }: RecordingQuestion): Promise<StoredRecording> {
  const { file } = current();
  const named = { ...(activity.length > 0 && { activity }), ...(factors.length > 0 && { factors }) };
  if (Object.keys(kinds).length === 0) return openRecording(file, named);
  const found = await openRecording(file, named);
  const own = found.factors.flatMap(({ name }) => (Object.hasOwn(kinds, name) ? [[name, kinds[name]] as const] : []));
  const options: Partial<RecordingOptions> = {
    ...named,
    kinds: Object.fromEntries(own.map(([name, { kind }]) => [name, kind])),
    periods: Object.fromEntries(own.flatMap(([name, { period }]) => (period === undefined ? [] : [[name, period]]))),
  };
  return openRecording(file, options);
}

const isMetric = (name: string): name is MetricName => Object.hasOwn(metrics, name);

/** Measured as by `purecell measure`. Throws as `openRecording` and `measure` do. */
export async function measureData({
  metrics: wanted,
  bins,
  draws,
  seed,
  ...question
}: ActivityQuestion): Promise<ActivityAnswer> {
  const strange = wanted.find((name) => !isMetric(name));
  if (strange !== undefined) throw unknownName("metric", strange, Object.keys(metrics));
  const names = wanted.filter(isMetric);
  if (names.length === 0) throw new UsageError("choose at least one metric");
  const recording = await stored(question);
  for (const factor of recording.factors) checkSupport(factor, recording.conditions);
  const { representation } = varyingPart(await recording.read(), current().file.name);
  const options = bins === undefined ? {} : binned(names, bins);
  const measured = measure(
    representation,
    {
      metrics: names,
      refused: "say",
      nullDraws: draws,
      intervalDraws: draws,
      convention: "recommended",
      splits: "same",
      options,
    },
    key(seed),
  );
  const ratio = metrics.mir.measure(representation, {
    ...conventionOptions("recommended", metrics.mir, representation),
    ...(bins !== undefined && { bins }),
  });
  return {
    conditions: representation.conditions,
    units: representation.units,
    constant: recording.units - representation.units,
    factors: representation.factors.map(({ name }) => name),
    rows: measured.flatMap((one) => rowsOf(one, biasWarnings(one, representation))),
    information: ratio.matrix?.data ?? new Float64Array(),
    selectivity: ratio.perUnit ?? new Float64Array(),
    energy: meanSquare(representation),
    mir: ratio.score,
  };
}

/** As `--bins` does: for every metric that has bins. */
const binned = (names: readonly MetricName[], bins: number) =>
  Object.fromEntries(names.filter((name) => "bins" in metrics[name].defaults).map((name) => [name, { bins }]));

function rowsOf(
  { request: { name, entry }, result, refusal, judged }: MeasuredMetric,
  warnings: readonly string[],
): MeasuredRow[] {
  const said = { title: entry.title, meaning: entry.meaning, citation: entry.citation };
  const refused = refusal === undefined ? [] : [`does not apply: ${refusal}`];
  const notes = [...warnings, ...(result?.notes ?? []), ...refused];
  const applies = refusal === undefined;
  const parts = Object.entries(judged);
  if (parts.length === 0) {
    const none = Number.NaN;
    return [
      {
        metric: name,
        applies,
        ...said,
        score: result?.score ?? none,
        interval: [none, none],
        chance: none,
        against: "",
        p: none,
        notes,
      },
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
      applies,
      ...said,
      score,
      interval: [interval?.low ?? Number.NaN, interval?.high ?? Number.NaN],
      chance: first?.median ?? Number.NaN,
      against: first?.kind ?? "",
      p: first?.p ?? Number.NaN,
      notes,
    }),
  );
}
