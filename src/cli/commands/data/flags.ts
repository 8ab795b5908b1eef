/** The flags of `purecell data`. */

export interface DataFlags {
  readonly ignoreChecksum?: boolean;
  readonly size?: string;
  readonly condition?: string;
  readonly out?: string;
  readonly json?: boolean;
}
