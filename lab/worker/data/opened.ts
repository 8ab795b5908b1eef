/** The file that is open; one at a time. */
import type { DataFile } from "../../../src/io/index.js";
import { UsageError } from "../../../src/math/errors.js";
import type { Column } from "./protocol.js";

interface Opened {
  readonly file: DataFile;
  readonly columns: readonly Column[];
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
