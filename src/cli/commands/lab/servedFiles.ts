/** What the lab's server may read: the built files, and of each run folder the files that purecell writes there. */
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { extname, join, sep } from "node:path";
import { InputError } from "../../../math/errors.js";

export const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".bin": "application/octet-stream",
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".jsonl": "application/jsonl; charset=utf-8",
  ".npz": "application/octet-stream",
  ".png": "image/png",
  ".safetensors": "application/octet-stream",
  ".svg": "image/svg+xml; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
};

export interface ServedFile {
  readonly bytes: Uint8Array;
  readonly type: string;
}

export interface ServedFiles {
  /** The file at a decoded path that begins with "/"; undefined where there is none to be had. */
  read(path: string): ServedFile | undefined;
}

/** Files of a run that the lab may read, as written by `src/runs`. */
const OF_A_RUN =
  /^(config\.json|provenance\.json|metrics\.jsonl|results\.json|verdicts\.json|report\.json|jobs\/[^/]+\.(json|npz)|figures\/[^/]+\.(svg|png))$/;

/**
 * The built lab under "/", and the run folders by number under "/runs/". "/runs.json" lists them. Throws InputError where a
 * folder is not a run's.
 */
export function servedFiles(built: string, runs: readonly string[]): ServedFiles {
  const roots = runs.map(runRoot);
  const site = realpathSync(built);
  const list = JSON.stringify(
    roots.map((root, index) => ({ name: root.split(sep).at(-1), path: `runs/${index}/`, files: filesOf(root) })),
  );
  return {
    read(path) {
      if (path === "/runs.json") return { bytes: Buffer.from(list), type: CONTENT_TYPES[".json"] };
      const [, index, inside] = /^\/runs\/(\d+)\/(.+)$/.exec(path) ?? [];
      if (inside === undefined) return readWithin(site, path === "/" ? "/index.html" : path);
      const root = roots[Number(index)];
      return root !== undefined && OF_A_RUN.test(inside) ? readWithin(root, `/${inside}`) : undefined;
    },
  };
}

function runRoot(folder: string): string {
  if (!existsSync(join(folder, "config.json"))) {
    throw new InputError(`${folder} has no config.json: it is not a run folder. "purecell run" makes them.`);
  }
  return realpathSync(folder);
}

const filesOf = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll(sep, "/"))
    .filter((name) => OF_A_RUN.test(name))
    .sort();

/** A file truly inside `root`, links resolved; no hidden ones. */
function readWithin(root: string, path: string): ServedFile | undefined {
  const type = CONTENT_TYPES[extname(path)];
  if (type === undefined || /[\\:]|\/\./.test(path)) return undefined;
  try {
    const real = realpathSync(join(root, path));
    if (!real.startsWith(root + sep) || !statSync(real).isFile()) return undefined;
    return { bytes: readFileSync(real), type };
  } catch {
    return undefined;
  }
}
