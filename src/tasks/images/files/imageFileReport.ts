/** What was found when a file or folder was compared with the published image data sets. */
import type { DataEntry } from "../../../io/index.js";
import type { ImageLayout } from "../layouts.js";

export interface ImageFileReport {
  readonly path: string;
  /** The data set that it is, or comes closest to. */
  readonly layout?: ImageLayout;
  /** Which of the published files it is; undefined where the checksum is not among theirs. */
  readonly published?: string;
  readonly md5?: string;
  /** Height and width of its images. */
  readonly side?: number;
  /** What it holds. */
  readonly entries: readonly Pick<DataEntry, "name" | "shape" | "dtype">[];
  /** Each says what is wrong and what was expected; without any, it can be used once its checksum is accepted. */
  readonly problems: readonly string[];
}
