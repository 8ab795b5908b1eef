/** What single neurons are selective for, and whether there are cell types: carried out, and told in words and as plain data. */

import type { Key } from "../../../math/random.js";
import { counted } from "../../../math/words.js";
import {
  type CellTypeTest,
  type SelectivityOptions,
  type SelectivityReport,
  selectivityKey,
  selectivityReport,
  selectivityWork,
  shareModels,
  type UnitSelectivity,
  type UnitTests,
} from "../../../metrics/index.js";
import type { Json, Representation } from "../../../protocols.js";
import { unitName, varyingUnits } from "../../../representation/index.js";
import { duration } from "../../terminal/duration.js";
import type { Terminal } from "../../terminal/terminal.js";
import type { Session } from "./measurement.js";
import type { NeuronTask, Task } from "./threads/tasks.js";

/** What was found, or why nothing was. */
export type Finding<Value> = { readonly value: Value } | { readonly reason: string };

export interface Neurons {
  readonly selectivity: Finding<SelectivityReport>;
  readonly cellTypes: Finding<CellTypeTest>;
}

export const LABELS = ["pure", "linear mixed", "nonlinear mixed", "untuned"] as const;

export const noTests = (reason: string): Neurons => ({ selectivity: { reason }, cellTypes: { reason } });

/** Additions and multiplications a second, for an estimate of the time. */
const SPEED = 1e9;

/** What the tests of single neurons should take on one core. */
export const neuronSeconds = (representation: Representation, plan: SelectivityOptions): number =>
  selectivityWork(representation, plan) / SPEED;

/** Before anything begins: what the tests of single neurons will take. */
export function announceNeurons(representation: Representation, plan: SelectivityOptions, terminal: Terminal): void {
  const seconds = neuronSeconds(representation, plan);
  const kind = plan.null === "shifted" ? "shifts" : "permutations";
  terminal.say(
    `selectivity of ${counted(representation.units, "unit")}: about ${duration(seconds)}, ${plan.draws} ${kind} (--selectivity N for others, 0 for none)`,
  );
  const needed = Math.floor(representation.units / plan.alpha / (1 + plan.draws)) + 1;
  if (needed > 1)
    terminal.say(
      `with ${counted(plan.draws, "draw")} and ${counted(representation.units, "unit")}, q < ${plan.alpha} needs ${counted(needed, "unit")} that exceed all draws`,
    );
}

/** Units that a thread tests at a time. */
const AT_A_TIME = 4;

/** All that is asked, what takes longest first. */
function neuronTasks(representation: Representation, plan: SelectivityOptions): NeuronTask[] {
  const units = varyingUnits(representation);
  const models = Array.from({ length: shareModels(representation) }, (_, model) => model);
  const parts = Array.from({ length: Math.ceil(units.length / AT_A_TIME) }, (_, i) =>
    units.slice(i * AT_A_TIME, (i + 1) * AT_A_TIME),
  );
  return [
    { kind: "cell types", draws: plan.draws },
    ...models.reverse().map((model) => ({ kind: "shares", plan, model }) as const),
    ...parts.map((part) => ({ kind: "tests", plan, units: part }) as const),
  ];
}

/** Throws what is no refusal of the data. */
export async function testNeurons(
  representation: Representation,
  plan: SelectivityOptions,
  key: Key,
  { pool, signal }: Pick<Session, "pool" | "signal">,
): Promise<Neurons> {
  const tests: UnitTests[] = [];
  const shares: Float64Array[] = [];
  const refusals = new Map<Task["kind"], string>();
  let cellTypes: CellTypeTest | undefined;
  await pool.run(neuronTasks(representation, plan), (task, outcome) => {
    if (outcome.refusal !== undefined) refusals.set(task.kind, outcome.refusal);
    tests.push(...(outcome.tests ?? []));
    if (task.kind === "shares" && outcome.shares) shares[task.model] = outcome.shares;
    cellTypes ??= outcome.cellTypes;
  });
  tests.sort((a, b) => a.unit - b.unit);
  const refusal = refusals.get("tests") ?? refusals.get("shares");
  const report = () => selectivityReport(representation, tests, plan, selectivityKey(key), shares);
  return {
    selectivity: finding(refusal ?? (signal.aborted ? INTERRUPTED : undefined), report),
    cellTypes: finding(refusals.get("cell types") ?? (cellTypes ? undefined : INTERRUPTED), () => cellTypes),
  };
}

const INTERRUPTED = "interrupted";

function finding<Value>(reason: string | undefined, value: () => Value | undefined): Finding<Value> {
  const found = reason === undefined ? value() : undefined;
  return found === undefined ? { reason: reason ?? INTERRUPTED } : { value: found };
}

/** How many units have each label. */
export const labelCounts = ({ units }: SelectivityReport): Readonly<Record<string, number>> =>
  Object.fromEntries(LABELS.map((label) => [label, units.filter(({ kind }) => kind === label).length]));

/** Lines for the screen and the report. */
export function neuronLines({ selectivity, cellTypes }: Neurons): readonly string[] {
  return [
    "value" in selectivity ? countLine(selectivity.value) : `selectivity of single neurons: ${selectivity.reason}`,
    "value" in cellTypes ? cellTypeLine(cellTypes.value) : `cell types: ${cellTypes.reason}`,
  ];
}

function countLine(report: SelectivityReport): string {
  const counts = Object.entries(labelCounts(report)).map(([label, count]) => `${count} ${label}`);
  const { alpha, draws, null: kind, bins } = report.settings;
  return `neurons: ${counts.join(", ")} (q < ${alpha}, ${draws} draws, ${kind}; numbers and angles in ${bins} bins)`;
}

const cellTypeLine = ({ angle, nullAngle, index, p, settings }: CellTypeTest): string =>
  `cell types (ePAIRS): median angle to the ${settings.neighbours} nearest neurons ${angle.toFixed(3)} rad, ` +
  `chance ${nullAngle.toFixed(3)}, index ${index.toFixed(3)}, p = ${p.toPrecision(2)} of ${settings.draws} draws`;

/** As plain data: `rows` stand under `units`, the rest beside it. */
export function neuronAnswer({ selectivity, cellTypes }: Neurons, representation: Representation) {
  return {
    rows: "value" in selectivity ? selectivity.value.units.map((unit) => unitAnswer(unit, representation)) : null,
    selectivity:
      "value" in selectivity
        ? { applies: true, counts: labelCounts(selectivity.value), settings: selectivity.value.settings }
        : { applies: false, reason: selectivity.reason },
    cellTypes: "value" in cellTypes ? cellTypeAnswer(cellTypes.value) : { applies: false, reason: cellTypes.reason },
  };
}

/** `statistic` and `null` are angles in radians; small angles are clusters. */
const cellTypeAnswer = ({ angle, nullAngle, index, p, settings }: CellTypeTest) => ({
  applies: true,
  statistic: angle,
  null: nullAngle,
  index,
  p,
  settings,
});

function unitAnswer(unit: UnitSelectivity, { unitNames, factors }: Representation): Readonly<Record<string, Json>> {
  const { kind, p, q, single, additive, interacting } = unit;
  return {
    name: unitName(unit.unit, unitNames),
    label: kind,
    preferredFactor: preferredName(unit, factors),
    p: p.selective,
    q: q.selective,
    nonlinear: { p: p.nonlinear, q: q.nonlinear },
    factors: factors.map(({ name }, f) => ({ name, p: p.factors[f], q: q.factors[f], heldOutShare: single[f] })),
    heldOutShare: { additive, interacting },
  };
}

/** Null for a unit that prefers none. */
export const preferredName = (
  { kind, preferred }: UnitSelectivity,
  factors: readonly { readonly name: string }[],
): string | null => (kind === "untuned" || preferred < 0 ? null : factors[preferred].name);
