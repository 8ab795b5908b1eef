/** A file that was dropped on the page: what it holds, what theory predicts of its factors, how pure its neurons are, which cells they are. */
import { type DataEntry, type DataFile, guessRoles, type Roles, spikeRoles, timeRole } from "../../../src/io/index.js";
import { openDataBlob } from "../../../src/io/openDataBlob.web.js";
import { InputError } from "../../../src/math/errors.js";
import { given } from "../../../src/math/given.js";
import { metrics } from "../../../src/metrics/index.js";
import type { DataSource } from "../../../src/recordings/otherFiles.js";
import { proposalFor } from "../../../src/recordings/proposal/proposalFor.js";
import type { Proposal } from "../../../src/recordings/proposal/protocols.js";
import { adviceIn, adviceOf } from "../advice.js";
import { withoutFlags } from "../withoutFlags.js";
import { columnsOf } from "./columns.js";
import { replace, sourceOf } from "./opened.js";
import type { Column, DataDescription, Texts } from "./protocol.js";
import { openingIn, selectionIn } from "./reading.js";

export { cellSheet, describeSession, testCells } from "./cells.js";
export { searchDesign } from "./design.js";
export { describeRecording, measureData } from "./measure.js";
export { predictData } from "./predict.js";
export { dataReport } from "./report.js";
export { testData } from "./test.js";

/** Columns that are ticked by themselves where nothing says which are factors. */
const FEW = 4;

/** `texts`: what was said of how to read it; of NWB, bins of its own where nothing was. Throws InputError as `openDataBlob`. */
export async function openData(name: string, content: Blob, texts: Texts = {}): Promise<DataDescription> {
  let bins: DataDescription["bins"];
  const source = sourceOf(content, name);
  const { file, columns } = await replace(async () => {
    const opened = await openBinned(content, name, texts);
    bins = opened.bins;
    return { file: opened.file, columns: await columnsOf(opened.file, texts), source, texts };
  });
  const { entries, format } = file;
  // Series that are on clocks of their own are neither activity nor factors.
  const apart = bins !== undefined && "problem" in bins;
  const { roles, leftOut, separate, sampled, timeSeries, cells, cellsProblem } = await proposed(
    file,
    source,
    texts,
    !apart,
  );
  const { activity, factors, transpose } = apart ? { activity: [], factors: [], transpose: undefined } : roles;
  return {
    name,
    format,
    entries: entries.map(describedEntry),
    columns,
    ...(bins && { bins }),
    choices: adviceOf(file.choices ?? []),
    leftOut: leftOut.map(({ name: left, why }) => ({ name: left, why: withoutFlags(why) })),
    suggested: apart ? [] : suggested(columns, entries, { activity, factors }),
    activity,
    factors,
    transpose: transpose === true,
    timeSeries: timeSeries === true,
    session: cells || cellsProblem !== undefined,
    ...given({ separate, sampled }),
    metrics: Object.entries(metrics).map(([metric, { title, meaning }]) => ({ name: metric, title, meaning })),
  };
}

/** Of more factors each would be read before the page shows anything. */
const MOST_TRIED = 24;

/** As `purecell inspect` proposes. */
async function proposed(file: DataFile, source: DataSource, texts: Texts, ready: boolean): Promise<Proposal> {
  try {
    return await proposalFor(file, { source, selection: selectionIn(texts), ready, mostTried: MOST_TRIED });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { roles: guessRoles(file.entries), leftOut: [], cells: false };
  }
}

interface Binned extends Pick<DataDescription, "bins"> {
  readonly file: DataFile;
}

/** A file that cannot be put in bins of its own is shown as it is stored, with the reason. */
async function openBinned(content: Blob, name: string, texts: Texts): Promise<Binned> {
  const opening = openingIn(texts);
  if (opening.binWidth !== undefined) return { file: await openDataBlob(content, name, opening) };
  try {
    const file = await openDataBlob(content, name, { ...opening, binWidth: "own" });
    return { file, ...(file.bins && { bins: file.bins }) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { file: await openDataBlob(content, name, opening), bins: { problem: adviceIn(error.message) } };
  }
}

const describedEntry = ({
  name,
  shape,
  dtype,
  units,
  note,
  role,
  problem,
}: DataEntry): DataDescription["entries"][number] => ({
  name,
  shape,
  dtype,
  ...given({ units, note, role }),
  ...(problem !== undefined && { problem: withoutFlags(problem) }),
});

/** The file's own factors, or the first few columns that could be some. */
function suggested(
  columns: readonly Column[],
  entries: readonly DataEntry[],
  roles: Pick<Roles, "activity" | "factors">,
): string[] {
  const times = timeRole(entries)?.name;
  const spikes = spikeRoles(entries);
  const events = spikes?.kind === "trains" ? undefined : spikes?.times.shape[0];
  const isAside = ({ name, role, shape }: DataEntry) =>
    role === "raw" || role === "time" || name === times || shape[0] === events;
  const aside = new Set(entries.filter(isAside).map(({ name }) => name));
  const numbers = columns.filter(
    ({ array, text }) => !text && !aside.has(array) && !roles.activity.includes(array) && array !== "activity",
  );
  const said = numbers.filter(({ array }) => array === "factors");
  const known = entries.filter(({ role }) => role === "factor").map(({ name }) => name);
  const behaviour = numbers.filter(({ array }) => known.includes(array));
  return (said.length > 0 ? said : behaviour.length > 0 ? behaviour : numbers.slice(0, FEW)).map(({ name }) => name);
}
