import { unknownName } from "../../../math/knownNames.js";
import type { CompleteFlags } from "./flags.js";

export const SHELLS = ["bash", "zsh", "fish", "powershell"] as const;

export interface CompleteRequest {
  readonly shell: (typeof SHELLS)[number];
}

/** Throws UsageError for a shell that has no script. */
export function requestFrom([name]: readonly string[], _: CompleteFlags): CompleteRequest {
  const shell = SHELLS.find((known) => known === name);
  if (shell === undefined) throw unknownName("shell", name, SHELLS);
  return { shell };
}
