/**
 * Where a user's defaults are kept: in the file that `$PURECELL_CONFIG` names, else in `purecell/config.json` in the folder where the system
 * keeps settings. An empty `$PURECELL_CONFIG` is no file.
 */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the file is, whether or not there is one. */
export function settingsFile(environment: Environment = process.env): string | undefined {
  const { PURECELL_CONFIG, XDG_CONFIG_HOME, APPDATA } = environment;
  if (PURECELL_CONFIG !== undefined) return PURECELL_CONFIG === "" ? undefined : PURECELL_CONFIG;
  const folder = process.platform === "win32" ? APPDATA : XDG_CONFIG_HOME;
  return join(folder === undefined || folder === "" ? join(homedir(), ".config") : folder, "purecell", "config.json");
}

/** The file where there is one, or where the user named one, which has to be there. */
export function presentSettings(): string | undefined {
  const file = settingsFile();
  const named = process.env.PURECELL_CONFIG !== undefined;
  return file !== undefined && (named || existsSync(file)) ? file : undefined;
}
