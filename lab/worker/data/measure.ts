/** How pure the neurons in a file are. */
import { UsageError } from "../../../src/math/errors.js";
import { unknownName } from "../../../src/math/knownNames.js";
import { type Key, key } from "../../../src/math/random.js";
import {
  biasWarnings,
  conventionOptions,
  isRefusal,
  type MeasuredMetric,
  type MetricName,
  measure,
  metrics,
  type NullKind,
  type SelectivityOptions,
  selectivityDraws,
  selectivityKey,
  selectivityPlan,
  selectivityReport,
  selectivityTests,
  shareWork,
  type UnitSelectivity,
  type UnitTests,
} from "../../../src/metrics/index.js";
import type { Representation } from "../../../src/protocols.js";
import { meanSquare } from "../../../src/representation/index.js";
import { adviceIn } from "../advice.js";
import { withoutFlags } from "../withoutFlags.js";
import { nowAndThen, type Tell } from "./progress.js";
import type {
  ActivityAnswer,
  ActivityQuestion,
  MeasuredRow,
  NeuronLabel,
  RecordingDescription,
  RecordingQuestion,
} from "./protocol.js";
import { foundIn, takenIn, timingOf } from "./taken.js";

/** Throws as `openRecording` does. */
export async function describeRecording(question: RecordingQuestion): Promise<RecordingDescription> {
  const { conditions, units, factors, notes } = await foundIn(question);
  return {
    conditions,
    units,
    choices: notes.map(adviceIn),
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

const isMetric = (name: string): name is MetricName => Object.hasOwn(metrics, name);

/** Measured as by `purecell measure`. Throws as `openRecording` and `measure` do. */
export async function measureData(
  { metrics: wanted, bins, draws, ...question }: ActivityQuestion,
  tell: Tell,
): Promise<ActivityAnswer> {
  const strange = wanted.find((name) => !isMetric(name));
  if (strange !== undefined) throw unknownName("metric", strange, Object.keys(metrics));
  const names = wanted.filter(isMetric);
  if (names.length === 0) throw new UsageError("choose at least one metric");
  const taken = await takenIn(question);
  const timing = timingOf(taken, question);
  const { representation } = taken;
  const nulls: readonly NullKind[] = ["rotated", timing.isTimed ? "shifted" : "permuted"];
  const say = nowAndThen(tell);
  const root = key(question.seed);
  const measured = measure(
    representation,
    {
      metrics: names,
      refused: "say",
      nulls,
      nullDraws: draws,
      intervalDraws: draws,
      block: timing.block,
      smallestShift: timing.block,
      convention: "recommended",
      splits: "same",
      options: bins === undefined ? {} : binned(names, bins),
    },
    root,
    (done, total) => say({ what: "draws of chance levels and intervals", done, total }),
  );
  const ratio = metrics.mir.measure(representation, {
    ...conventionOptions("recommended", metrics.mir, representation),
    ...(bins !== undefined && { bins }),
  });
  const plan = selectivityPlan(representation, selectivityDraws(representation), {
    nulls,
    smallestShift: timing.block,
  });
  return {
    conditions: representation.conditions,
    units: representation.units,
    names: representation.unitNames ?? [],
    constant: taken.constantUnits.length,
    factors: representation.factors.map(({ name }) => name),
    rows: measured.flatMap((one) => rowsOf(one, biasWarnings(one, representation))),
    information: ratio.matrix?.data ?? new Float64Array(),
    selectivity: ratio.perUnit ?? new Float64Array(),
    energy: meanSquare(representation),
    mir: ratio.score,
    labelDraws: plan.draws,
    notes: timing.notes.map(withoutFlags),
    neurons: labelsOf(representation, plan, root, say),
  };
}

/** As `--bins` does: for every metric that has bins. */
const binned = (names: readonly MetricName[], bins: number) =>
  Object.fromEntries(names.filter((name) => "bins" in metrics[name].defaults).map((name) => [name, { bins }]));

function rowsOf(
  { request: { name, entry }, result, refusal, judged }: MeasuredMetric,
  warnings: readonly string[],
): MeasuredRow[] {
  const refused = refusal === undefined ? [] : [`does not apply: ${refusal}`];
  const said = {
    applies: refusal === undefined,
    title: entry.title,
    meaning: entry.meaning,
    citation: entry.citation,
    notes: [...warnings, ...(result?.notes ?? []), ...refused],
  };
  const none = Number.NaN;
  const parts = Object.entries(judged);
  if (parts.length === 0)
    return [{ metric: name, ...said, score: result?.score ?? none, interval: [none, none], chance: [] }];
  return parts.map(([part, { score, chance, interval }]) => ({
    metric: parts.length > 1 ? `${name}.${part}` : name,
    ...said,
    score,
    interval: [interval?.low ?? none, interval?.high ?? none],
    chance: chance.map(({ kind, median, p }) => ({ kind, median, p })),
  }));
}

/** What every unit is selective for, or why that cannot be said of these data. */
function labelsOf(given: Representation, plan: SelectivityOptions, root: Key, tell: Tell): ActivityAnswer["neurons"] {
  const representation = shareWork(given);
  const own = selectivityKey(root);
  try {
    const tests: UnitTests[] = [];
    for (const one of selectivityTests(representation, plan, own)) {
      tests.push(one);
      tell({ what: "neurons tested", done: tests.length, total: representation.units });
    }
    const { units } = selectivityReport(representation, tests, plan, own);
    return { labels: units.map((unit) => labelOf(unit, representation)) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { reason: withoutFlags(error.message) };
  }
}

const labelOf = (
  { unit, kind, preferred, q, additive, interacting }: UnitSelectivity,
  { factors }: Representation,
): NeuronLabel => ({
  unit,
  kind,
  preferred: kind === "untuned" || preferred < 0 ? "" : factors[preferred].name,
  q: q.selective,
  share: Math.max(additive, interacting),
});
