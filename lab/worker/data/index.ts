/** A file that was dropped on the page: what it holds, what theory predicts of its factors, how pure its neurons are. */
import { type DataEntry, type DataFile, guessRoles, type Roles } from "../../../src/io/index.js";
import { openDataBlob } from "../../../src/io/openDataBlob.web.js";
import { InputError } from "../../../src/math/errors.js";
import { metrics } from "../../../src/metrics/index.js";
import { withoutFlags } from "../withoutFlags.js";
import { columnsOf } from "./columns.js";
import { replace } from "./opened.js";
import type { Column, DataDescription } from "./protocol.js";

export { describeRecording, measureData } from "./measure.js";
export { predictData } from "./predict.js";

/** Columns that are ticked by themselves where nothing says which are factors. */
const FEW = 4;

/** `binWidth`: of NWB, as for `purecell measure`; its own where none is given. Throws InputError as `openDataBlob`. */
export async function openData(name: string, content: Blob, binWidth?: number | "trials"): Promise<DataDescription> {
  let bins: DataDescription["bins"];
  const { file, columns } = await replace(async () => {
    const opened = await openBinned(content, name, binWidth);
    bins = opened.bins;
    return { file: opened.file, columns: await columnsOf(opened.file) };
  });
  const { entries, format } = file;
  // Series that are on clocks of their own are neither activity nor factors.
  const apart = bins !== undefined && "problem" in bins;
  const roles = apart ? { activity: [], factors: [] } : guessRoles(entries);
  return {
    name,
    format,
    entries: entries.map(describedEntry),
    columns,
    ...(bins && { bins }),
    suggested: apart ? [] : suggested(columns, entries, roles),
    ...roles,
    metrics: Object.entries(metrics).map(([metric, { title, meaning }]) => ({ name: metric, title, meaning })),
  };
}

interface Binned extends Pick<DataDescription, "bins"> {
  readonly file: DataFile;
}

/** A file that cannot be put in bins of its own is shown as it is stored, with the reason. */
async function openBinned(content: Blob, name: string, binWidth: number | "trials" | undefined): Promise<Binned> {
  if (binWidth !== undefined) return { file: await openDataBlob(content, name, { binWidth }) };
  try {
    const file = await openDataBlob(content, name, { binWidth: "own" });
    return { file, ...(file.bins && { bins: file.bins }) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { file: await openDataBlob(content, name), bins: { problem: withoutFlags(error.message) } };
  }
}

const describedEntry = ({ name, shape, problem }: DataEntry): DataDescription["entries"][number] => ({
  name,
  shape,
  ...(problem !== undefined && { problem: withoutFlags(problem) }),
});

/** The file's own factors, or the first few columns that could be some. */
function suggested(columns: readonly Column[], entries: readonly DataEntry[], roles: Roles): string[] {
  const aside = new Set(entries.filter(({ role }) => role === "raw" || role === "time").map(({ name }) => name));
  const numbers = columns.filter(
    ({ array, text }) => !text && !aside.has(array) && !roles.activity.includes(array) && array !== "activity",
  );
  const said = numbers.filter(({ array }) => array === "factors");
  const known = entries.filter(({ role }) => role === "factor").map(({ name }) => name);
  const behaviour = numbers.filter(({ array }) => known.includes(array));
  return (said.length > 0 ? said : behaviour.length > 0 ? behaviour : numbers.slice(0, FEW)).map(({ name }) => name);
}
