/** The file that is open; one at a time. */
import type { DataFile } from "../../../src/io/index.js";
import { openDataBlob } from "../../../src/io/openDataBlob.web.js";
import { UsageError } from "../../../src/math/errors.js";
import { type DataSource, noOtherFiles } from "../../../src/recordings/otherFiles.js";
import type { Column, Texts } from "./protocol.js";

interface Opened {
  readonly file: DataFile;
  readonly columns: readonly Column[];
  /** The same, to be opened in another way. */
  readonly source: DataSource;
  /** What was said of how to read it. */
  readonly texts: Texts;
}

let opened: Opened | undefined;

/** Throws UsageError where none is. */
export function current(): Opened {
  if (opened === undefined) throw new UsageError("no file is open");
  return opened;
}

export async function replace(open: () => Promise<Opened>): Promise<Opened> {
  await opened?.file.close();
  opened = undefined;
  opened = await open();
  return opened;
}

export const sourceOf = (content: Blob, name: string): DataSource => ({
  name,
  others: noOtherFiles,
  async open(use, options) {
    const file = await openDataBlob(content, name, options);
    try {
      return await use(file);
    } finally {
      await file.close();
    }
  },
});
