/**
 * Files of pynapple (`save` of its objects): an archive whose array `type` says what it holds. Time stamps are `t` in seconds, data `d`;
 * in a TsGroup `index` is the key of the unit of each spike; an IntervalSet has `start` and `end`.
 */
import type { DataEntry, DataFile } from "./protocols.js";

type Says = Partial<DataEntry>;

const STAMPS: Says = { units: "s", role: "time" };
const ASIDE: Says = { role: "description" };

/** What each array is, by the type of the file; all others describe them. */
const TYPES: ReadonlyMap<string, Readonly<Record<string, Says>>> = new Map([
  ["Ts", { t: { units: "s" } }],
  ["TsGroup", { t: { units: "s" }, index: {} }],
  ["Tsd", { t: STAMPS, d: {} }],
  ["TsdFrame", { t: STAMPS, d: {} }],
  ["TsdTensor", { t: STAMPS, d: {} }],
  ["IntervalSet", { start: { units: "s" }, end: { units: "s" } }],
]);

/** The same file with entries that say what they are; other archives as they were. */
export async function pynappleFile(file: DataFile): Promise<DataFile> {
  const type = await typeOf(file);
  const known = type === undefined ? undefined : TYPES.get(type);
  if (known === undefined) return file;
  const names = await columnNames(file);
  const says = new Map(Object.entries(known));
  const entries = file.entries
    .filter(({ name }) => name !== "_metadata") // a Python object, which pynapple alone needs
    .map((entry): DataEntry => {
      const own = says.get(entry.name) ?? ASIDE;
      const isNamed = entry.name === "d" && names?.length === entry.shape[1];
      return { ...entry, ...own, note: `pynapple ${type}`, ...(isNamed && { columnNames: names }) };
    });
  return { ...file, entries };
}

async function typeOf(file: DataFile): Promise<string | undefined> {
  const entry = file.entries.find(({ name, kind, shape }) => name === "type" && kind === "text" && shape.length < 2);
  const hasTimes = ["start", "t"].some((name) => file.entries.some((one) => one.name === name));
  return entry && hasTimes ? (await textOf(file, "type"))[0] : undefined;
}

/** Undefined where columns have no names, or Python objects for names, which are not read. */
async function columnNames(file: DataFile): Promise<readonly string[] | undefined> {
  const entry = file.entries.find(({ name, kind }) => name === "columns" && kind === "text");
  return entry && textOf(file, "columns");
}

async function textOf(file: DataFile, name: string): Promise<readonly string[]> {
  const { data } = await file.read(name);
  return ArrayBuffer.isView(data) ? [] : data;
}
