/** Where run folders come from: dropped on the page, chosen, or served by `purecell lab RUNS...`. */
import example from "../samples/runs.json?url";
import type { RunFile } from "../worker/runs/protocol.js";

/** What the lab reads of a run folder; arrays and pictures stay where they are. */
const WANTED = /(^|\/)(sweep\.json|config\.json|verdicts\.json|report\.json|metrics\.jsonl|jobs\/[^/]+\.json)$/;

/** Everything that was dropped; of folders what belongs to runs, whatever lies around them. */
export async function droppedFiles(items: DataTransferItemList): Promise<RunFile[]> {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const found = await Promise.all(entries.map((entry) => filesUnder(entry, entry.name)));
  return found.flat();
}

async function filesUnder(entry: FileSystemEntry, path: string): Promise<RunFile[]> {
  if (isFile(entry)) {
    const alone = path === entry.name;
    if (!alone && !WANTED.test(path)) return [];
    return [{ path, content: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)) }];
  }
  if (!isFolder(entry) || entry.name === "node_modules") return [];
  const inside = await entriesOf(entry.createReader());
  return (await Promise.all(inside.map((each) => filesUnder(each, `${path}/${each.name}`)))).flat();
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** A reader gives a hundred at a time. */
async function entriesOf(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
  return some.length === 0 ? [] : [...some, ...(await entriesOf(reader))];
}

/** Of a file input, with or without `webkitdirectory`. */
export const chosenFiles = (files: Iterable<File>): RunFile[] =>
  [...files]
    .map((file) => ({ path: file.webkitRelativePath || file.name, content: file }))
    .filter(({ path }) => !path.includes("/") || WANTED.test(path));

/** What a person gave, which must be something. Throws an Error that says what is expected. */
export function given(files: readonly RunFile[]): readonly RunFile[] {
  if (files.length > 0) return files;
  throw new Error(
    "there is no run in what you gave. Give a run folder as purecell run makes it (config.json, metrics.jsonl, report.json, jobs), a folder of such folders, or a report.json.",
  );
}

interface ServedRun {
  readonly name: string;
  readonly path: string;
  readonly files: readonly string[];
  /** Of each file: another one where it may have changed; absent on a web host. */
  readonly stamps?: readonly string[];
}

/** How many runs this page was served with; 0 where that cannot be known. */
export async function servedRuns(): Promise<number> {
  try {
    const runs: readonly ServedRun[] = await (await asked("runs.json")).json();
    return runs.length;
  } catch {
    return 0;
  }
}

let isLive = false;

/** What was read, by its address. */
const known = new Map<string, { readonly stamp: string; readonly content: Blob }>();

/**
 * The run folders that this page was served with; none on a web host. `again`: only those folders in which something has changed since
 * they were read.
 */
export async function servedFiles(again = false): Promise<RunFile[]> {
  const runs: readonly ServedRun[] = await (await asked("runs.json")).json();
  const folders = runs.map(({ name, path, files, stamps = [] }, index) => {
    const twin = runs.findIndex((other) => other.name === name) < index;
    const folder = twin ? `${name} (${index + 1})` : name;
    return files.flatMap((file, at) =>
      WANTED.test(file) ? [{ path: `${folder}/${file}`, address: path + file, stamp: stamps[at] ?? "" }] : [],
    );
  });
  const wanted = folders.filter(
    (files) => !again || files.some(({ address, stamp }) => known.get(address)?.stamp !== stamp),
  );
  isLive = runs.some(({ stamps }) => stamps !== undefined);
  return Promise.all(wanted.flat().map(async ({ path, ...file }) => ({ path, content: await contentOf(file) })));
}

/** Whether the page is served by the command line, which sees the files of runs as they are now. */
export const canFollow = (): boolean => isLive;

async function contentOf({ address, stamp }: { readonly address: string; readonly stamp: string }): Promise<Blob> {
  const before = known.get(address);
  if (before !== undefined && before.stamp === stamp) return before.content;
  const content = await (await asked(address)).blob();
  known.set(address, { stamp, content });
  return content;
}

/** A sweep of nine runs that comes with the lab. */
export async function exampleFiles(): Promise<RunFile[]> {
  const texts: Readonly<Record<string, string>> = await (await asked(example)).json();
  return Object.entries(texts).map(([path, text]) => ({ path, content: new Blob([text]) }));
}

async function asked(address: string): Promise<Response> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} could not be read (${answer.status})`);
  return answer;
}
