/** Factors in a data file of any format, with what is to be taken of it: for files that are read whole. */
import {
  type Batch,
  type Content,
  choiceLine,
  columnNamesOf,
  type DataEntry,
  type DataFile,
  namesOf,
  readColumns,
  selectEntries,
  type TableColumn,
  type Wanted,
} from "../../../io/index.js";
import { withDataPath } from "../../../io/openDataPath.node.js";
import { InputError } from "../../../math/errors.js";
import { insideOf } from "../../../recordings/inside.js";
import { filesOnDisk } from "../../../recordings/otherFiles.node.js";
import { openingOf, type Selection } from "../../../recordings/selection.js";
import { prepare } from "../../../representation/index.js";
import type { Kind } from "../../flags/factorKinds.js";
import { given } from "../../flags/flag.js";
import type { Samples } from "./request.js";
import type { OpenTable } from "./table.js";

const STREAMED: readonly Content[] = ["npy", "zip", "text", "empty", "gzip"];

/** Whether a file must be read as data rather than as a stream of rows: for its format, or for what is to be taken of it. */
export const isReadWhole = (
  content: Content,
  { transpose, inside, missing, leaveOut, missingValue }: Selection,
): boolean =>
  !STREAMED.includes(content) ||
  transpose ||
  [inside, missing, leaveOut, missingValue].some((given) => given !== undefined);

export interface DataTable extends OpenTable {
  /** What was decided where the file leaves a choice. */
  readonly notes: readonly string[];
}

/** Throws InputError where the file cannot be read, or does not say which of its arrays are factors. */
export function openDataTable(wanted: Samples): Promise<DataTable> {
  return withDataPath(
    wanted.file,
    async (file) => {
      const entries = factorEntries(file, wanted);
      const parts = { file, factorsFile: file, activity: entries, factors: entries };
      const { transpose, missing } = wanted;
      const prepared = await prepare(parts, {
        transpose,
        ...(await insideOf(file, wanted.inside, filesOnDisk)),
        ...given({ missing }),
      });
      const columns = await readColumns(prepared.file, prepared.factors);
      const notes = [...(file.choices ?? []), ...prepared.choices].map(choiceLine);
      return { ...tableOf(file.name, columns), kinds: kindsOf(prepared.factors), extra: [], notes };
    },
    openingOf(wanted),
  );
}

/** Those named, with the weights where they are an array; or "factors", what the format knows, or all columns of a table. */
function factorEntries(file: DataFile, { arrays, weights }: Samples): readonly DataEntry[] {
  const own = file.entries.filter(({ name }) => name === weights);
  if (arrays) return [...new Set([...selectEntries(file, arrays), ...own])];
  if (file.entries.some(({ name }) => name === "factors")) return [...selectEntries(file, ["factors"]), ...own];
  const usable = file.entries.filter(
    ({ problem, shape, role }) => problem === undefined && shape.length > 0 && role !== "time",
  );
  const known = usable.filter(({ role }) => role === "factor");
  const isTable =
    usable.length > 0 && usable.every(({ shape }) => shape.length === 1 && shape[0] === usable[0].shape[0]);
  const found = known.length > 0 ? known : isTable ? usable : [];
  if (found.length > 0) return [...new Set([...found, ...own])];
  throw new InputError(
    `${file.name} does not say which of its arrays are factors [rows x factors]: name them with --arrays; it holds ${namesOf(file.entries)}`,
  );
}

function kindsOf(entries: readonly DataEntry[]): ReadonlyMap<string, Kind> {
  return new Map(
    entries.flatMap((entry) => {
      const { period } = entry;
      return period === undefined
        ? []
        : columnNamesOf(entry).map((name) => [name, { kind: "circular", period }] as const);
    }),
  );
}

const tableOf = (name: string, columns: readonly TableColumn[]) => ({
  name,
  columns: columns.map((column) => column.name),
  async *read(wanted: readonly Wanted[]): AsyncGenerator<Batch> {
    const cells = wanted.map(({ column, as }) =>
      as === "text" ? textsOf(columns[column]) : finite(name, columns[column]),
    );
    yield { rows: columns[0].values.length, columns: cells, done: 1 };
  },
});

const textsOf = ({ values }: TableColumn): readonly string[] => Array.from<number | string, string>(values, String);

/** Throws InputError where a value is missing, infinite or text. */
function finite(file: string, { name, values }: TableColumn): Float64Array {
  if (!(values instanceof Float64Array)) {
    throw new InputError(
      `${file}: "${name}" holds text; a column of names is categorical (--kinds "${name}=categorical")`,
    );
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return values;
  throw new InputError(
    `${file}: "${name}" is ${values[bad]} in row ${bad}: a finite number is expected; --missing leave-out leaves out rows without a value`,
  );
}
