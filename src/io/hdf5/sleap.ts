/**
 * SLEAP's analysis files: `tracks` [tracks x 2 x nodes x frames] in pixels and `node_names`. Each node is given as columns "nose x",
 * "nose y" and, where the file has `point_scores` [tracks x nodes x frames], "nose likelihood"; of several animals with the name of the
 * track before it.
 */
import { elements, findEntry, keepLast, rowRange } from "../entries.js";
import { toFloat64 } from "../npy.js";
import type { DataEntry, DataFile } from "../protocols.js";

type PlainFile = Omit<DataFile, "close">;

/** Where the numbers of a column lie: end to end in an array of the file. */
interface Column {
  readonly entry: DataEntry;
  readonly of: string;
  readonly from: number;
}

/** The same file with a column for each node, in place of the arrays; other files as they were. */
export async function sleapFile(file: PlainFile): Promise<PlainFile> {
  const tracks = file.entries.find(({ name, shape }) => name === "tracks" && shape.length === 4 && shape[1] === 2);
  const hasNames = file.entries.some(({ name, kind }) => name === "node_names" && kind === "text");
  if (!tracks || !hasNames) return file;
  const columns = new Map((await columnsOf(file, tracks)).map((column) => [column.entry.name, column]));
  const rest = file.entries.filter(({ name }) => !["tracks", "point_scores"].includes(name));
  const entries = [...[...columns.values()].map(({ entry }) => entry), ...rest];
  const whole = keepLast(async (name: string) => toFloat64(await file.read(name), `${file.name}: "${name}"`));
  return {
    ...file,
    entries,
    async read(name, options = {}) {
      const column = columns.get(name);
      if (!column) return file.read(name, options);
      const [from, to] = rowRange(file, findEntry({ name: file.name, entries }, name), options.rows);
      const values = await whole(column.of);
      return { shape: [to - from], data: values.slice(column.from + from, column.from + to) };
    },
  };
}

async function columnsOf(file: PlainFile, { shape }: DataEntry): Promise<Column[]> {
  const [tracks, , nodes, frames] = shape;
  const nodeNames = await namesIn(file, "node_names", nodes);
  const trackNames = await namesIn(file, "track_names", tracks);
  const scores = file.entries.find(({ name }) => name === "point_scores");
  const hasScores = scores !== undefined && elements(scores.shape) === tracks * nodes * frames;
  const column = (name: string, of: string, from: number, units?: string): Column => ({
    entry: {
      name,
      shape: [frames],
      dtype: "f8",
      kind: "numbers",
      note: "SLEAP",
      ...(units !== undefined && { units }),
    },
    of,
    from,
  });
  return trackNames.flatMap((track, t) =>
    nodeNames.flatMap((node, n) => {
      const part = tracks > 1 ? `${track} ${node}` : node;
      const place = (axis: number) => ((t * 2 + axis) * nodes + n) * frames;
      return [
        column(`${part} x`, "tracks", place(0), "px"),
        column(`${part} y`, "tracks", place(1), "px"),
        ...(hasScores ? [column(`${part} likelihood`, "point_scores", (t * nodes + n) * frames)] : []),
      ];
    }),
  );
}

/** Numbers stand in where names are missing. */
async function namesIn(file: PlainFile, name: string, count: number): Promise<readonly string[]> {
  const isThere = file.entries.some((entry) => entry.name === name && entry.kind === "text");
  const data = isThere ? (await file.read(name)).data : [];
  const names = ArrayBuffer.isView(data) ? [] : data;
  return Array.from({ length: count }, (_, at) => names[at] ?? `${at}`);
}
