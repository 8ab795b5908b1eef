/** Long tables: a row for each neuron and trial, with the neuron, what it did, and the factors. */
import { type DataFile, findEntry, readColumns, selectEntries } from "../../io/index.js";
import { InputError } from "../../math/errors.js";
import { type SeparateTrials, TrialTable } from "./trials.js";

export interface LongTableOptions {
  /** The column that says whose row it is. */
  readonly unitColumn: string;
  readonly activity: readonly string[];
  readonly factors: readonly string[];
}

/** Throws InputError where a column is not there, the activity is text or several columns, or lengths differ. */
export async function longTableTrials(file: DataFile, options: LongTableOptions): Promise<SeparateTrials> {
  const unit = findEntry(file, options.unitColumn);
  const activity = selectEntries(file, options.activity);
  const factors = selectEntries(file, options.factors);
  const [{ values: owners }, ...columns] = await readColumns(file, [unit, ...activity, ...factors]);
  const [measured, ...others] = columns;
  if (activity.length !== 1 || activity[0].shape.length !== 1 || !(measured.values instanceof Float64Array)) {
    throw new InputError(
      `${file.name}: with --unit-column, --activity names one column of numbers: what the neuron of each row did; got ${options.activity.join(", ")}`,
    );
  }
  const used = new Set(others.map(({ name }) => name));
  if (used.has(unit.name) || used.has(measured.name)) {
    throw new InputError(`${file.name}: the column of neurons and the activity cannot be factors too`);
  }
  const table = new TrialTable(
    file.name,
    others.map(({ name }) => name),
  );
  let nameless = 0;
  for (let row = 0; row < owners.length; row++) {
    const owner = owners[row];
    if (owner === "" || Number.isNaN(owner)) nameless++;
    else
      table.add({
        unit: String(owner),
        activity: measured.values[row],
        values: others.map(({ values }) => values[row]),
      });
  }
  return table.finish(nameless > 0 ? [`${nameless} rows without a neuron left out`] : []);
}
