/** Files beside the data file that its user may name: on a disk, or none at all, as in a browser. */
import type { DataFile, OpenOptions } from "../io/index.js";
import { InputError } from "../math/errors.js";

export interface OtherFiles {
  /** Whether the text is the path of another file: what the data file itself calls so, or by one of `names`, goes first. */
  isBeside(file: DataFile, text: string, names?: readonly string[]): boolean;
  /** Opens `path`, hands it to `use`, and closes it whatever happens. */
  open<Result>(path: string, use: (file: DataFile) => Promise<Result>, options?: Partial<OpenOptions>): Promise<Result>;
  /** The file that says whose each of the spikes in `path` was, where one lies beside it. */
  ownersBeside(path: string): string | undefined;
}

/** A data file, to be opened in the way that a reading needs. */
export interface DataSource {
  /** For messages. */
  readonly name: string;
  readonly others: OtherFiles;
  /** Opens it, hands it to `use`, and closes it whatever happens. */
  open<Result>(use: (file: DataFile) => Promise<Result>, options?: Partial<OpenOptions>): Promise<Result>;
}

export const noOtherFiles: OtherFiles = {
  isBeside: () => false,
  open: (path) => Promise.reject(new InputError(`${path}: there are no other files here`)),
  ownersBeside: () => undefined,
};
