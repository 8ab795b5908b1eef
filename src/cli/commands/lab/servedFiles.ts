/** What the lab's server may read: the built files, and of each run folder the files that purecell writes there. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, extname, join, sep } from "node:path";
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
  return {
    read(path) {
      if (path === "/runs.json") return { bytes: Buffer.from(listOf(roots)), type: CONTENT_TYPES[".json"] };
      const [, index, inside] = /^\/runs\/(\d+)\/(.+)$/.exec(path) ?? [];
      if (inside === undefined) return readWithin(site, path === "/" ? "/index.html" : path);
      const root = roots[Number(index)];
      return root !== undefined && OF_A_RUN.test(inside) ? readWithin(root, `/${inside}`) : undefined;
    },
  };
}

/** As the page asks for it at "runs.json". */
const listOf = (roots: readonly string[]): string =>
  JSON.stringify(
    roots.map((root, index) => ({ name: root.split(sep).at(-1), path: `runs/${index}/`, files: filesOf(root) })),
  );

/**
 * Copies the built lab, and of the runs what the server would give, into a folder that any web host can serve. Throws InputError
 * where a folder is not a run's.
 */
export function copySite(built: string, runs: readonly string[], out: string): void {
  const served = servedFiles(built, runs);
  cpSync(built, out, { recursive: true });
  writeFileSync(join(out, "runs.json"), listOf(runs.map(runRoot)));
  for (const [index, run] of runs.entries()) {
    for (const file of filesOf(run)) {
      const place = join(out, "runs", String(index), file);
      const found = served.read(`/runs/${index}/${file}`);
      mkdirSync(dirname(place), { recursive: true });
      if (found) writeFileSync(place, found.bytes);
    }
  }
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
