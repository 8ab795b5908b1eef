/** The one command that adds every optional package, wherever purecell is installed. */
import { sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url)).slice(0, -1);

/** Without install scripts, which would only fetch libraries for graphics cards. */
const FLAGS = "--include=optional --ignore-scripts";

/**
 * For a purecell in the folder `place`: of a clone, where it is typed; among the packages of a project, for that project; by itself, as
 * npm's global packages and the one that pip installs are, for it alone.
 */
export function installOptional(place = root): string {
  const parts = place.split(sep);
  const at = parts.length - 2;
  if (parts[at] === "node_modules" && !isGlobal(parts[at - 1])) {
    return `npm install --prefix ${quoted(parts.slice(0, at).join(sep))} ${FLAGS}`;
  }
  const alone = parts[at] === "node_modules" || parts[at + 1] === "_program";
  return alone ? `npm install --prefix ${quoted(place)} --omit=dev ${FLAGS}` : `npm install ${FLAGS}`;
}

/** npm keeps global packages in lib/node_modules, on Windows in npm/node_modules. */
const isGlobal = (holder: string): boolean => holder === "lib" || holder === "npm";

const quoted = (path: string): string => (/^[\w@%+=:,./\\-]+$/.test(path) ? path : `"${path}"`);
