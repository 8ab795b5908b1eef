/** Checksums of files of any size. */
import { createHash } from "node:crypto";
import { readPieces } from "../../../io/source.js";
import { withFile } from "../../../io/source.node.js";

/** MD5 (RFC 1321), under which data sets are published; `progress` is told the share that is read. */
export const md5Of = (path: string, progress: (share: number) => void): Promise<string> =>
  withFile(path, async (source) => {
    const hash = createHash("md5");
    let done = 0;
    for await (const piece of readPieces(source)) {
      hash.update(piece);
      done += piece.length;
      progress(done / source.size);
    }
    return hash.digest("hex");
  });
