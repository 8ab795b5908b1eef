/** The name of a run is a function of what it computes: same experiment, settings and engine, same folder. */
import { createHash } from "node:crypto";
import type { Backend } from "../protocols.js";
import { canonicalJson } from "./canonicalJson.js";

/** Every setting by name, defaults filled in. */
export type Settings = Readonly<Record<string, unknown>>;

/** All that the name of a run depends on. */
export interface RunIdentity {
  readonly experiment: string;
  readonly settings: Settings;
  /** `auto` has been resolved. */
  readonly engine: Backend;
}

/** "<experiment>-<hash>", the hash being the first 8 hexadecimal digits of the SHA-256 of the canonical JSON. */
export function runId({ experiment, settings, engine }: RunIdentity): string {
  const hash = createHash("sha256").update(canonicalJson({ experiment, settings, engine }));
  return `${experiment}-${hash.digest("hex").slice(0, 8)}`;
}
