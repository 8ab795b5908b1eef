import { type Form, formFrom } from "../../flags/output.js";
import type { LabFlags } from "./flags.js";

export interface ServeRequest {
  /** Run folders to open. */
  readonly runs: readonly string[];
  /** 0 for a free one; undefined for the lab's own, or a free one where that is taken. */
  readonly port: number | undefined;
  /** Whether a browser is opened. */
  readonly open: boolean;
  /** Whether only those who know its token are let in. */
  readonly token: boolean;
  readonly form: Form;
}

/** The site is written into a folder instead. */
export interface CopyRequest {
  readonly out: string;
  /** Run folders that go with it, for everybody who opens the site. */
  readonly runs: readonly string[];
  readonly form: Form;
}

export type LabRequest = ServeRequest | CopyRequest;

export function requestFrom(runs: readonly string[], flags: LabFlags): LabRequest {
  const { port, open, token, out } = flags;
  const form = formFrom(flags);
  if (out === undefined) return { runs, port, open, token, form };
  return { out, runs, form };
}
