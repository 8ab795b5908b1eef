/** A file that was dropped on the page: what it holds, what theory predicts of its factors, how pure its neurons are. */
import { guessRoles } from "../../../src/io/index.js";
import { openDataBlob } from "../../../src/io/openDataBlob.web.js";
import { metrics } from "../../../src/metrics/index.js";
import { columnsOf } from "./columns.js";
import { replace } from "./opened.js";
import type { DataDescription } from "./protocol.js";

export { describeRecording, measureData } from "./measure.js";
export { predictData } from "./predict.js";

/** `binWidth`: of NWB, as for `purecell measure`. Throws InputError as `openDataBlob`. */
export async function openData(name: string, content: Blob, binWidth?: number | "trials"): Promise<DataDescription> {
  const { file, columns } = await replace(async () => {
    const opened = await openDataBlob(content, name, binWidth === undefined ? {} : { binWidth });
    return { file: opened, columns: await columnsOf(opened) };
  });
  const { entries, format } = file;
  return {
    name,
    format,
    entries: entries.map(({ name: own, shape, problem }) => ({
      name: own,
      shape,
      ...(problem !== undefined && { problem }),
    })),
    columns,
    ...guessRoles(entries),
    metrics: Object.entries(metrics).map(([metric, { title, meaning }]) => ({ name: metric, title, meaning })),
  };
}
