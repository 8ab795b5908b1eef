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
import * as z from "zod";
import { InputError } from "../../../math/errors.js";
import { parseJson } from "../../../runs/config.js";

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
  /^(sweep\.json|config\.json|provenance\.json|metrics\.jsonl|results\.json|verdicts\.json|report\.json|jobs\/[^/]+\.(json|npz)|figures\/[^/]+\.(svg|png))$/;

/**
 * The built lab under "/", and the run folders by number under "/runs/"; of a sweep its runs as well, those that have begun.
 * "/runs.json" lists them as they are at that moment, each file with its size and time, so that a page can follow a run. Throws
 * InputError where a folder is neither a run's nor a sweep's.
 */
export function servedFiles(built: string, runs: readonly string[]): ServedFiles {
  const roots = allRoots(runs);
  const site = realpathSync(built);
  return {
    read(path) {
      if (path === "/runs.json") return { bytes: Buffer.from(listOf(roots)), type: CONTENT_TYPES[".json"] };
      const [, index, inside] = /^\/runs\/(\d+)\/(.+)$/.exec(path) ?? [];
      if (inside === undefined) return readWithin(site, path === "/" ? "/index.html" : path);
      const root = roots[Number(index)];
      return root !== undefined && isRun(root) && OF_A_RUN.test(inside) ? readWithin(root, `/${inside}`) : undefined;
    },
  };
}

/**
 * Copies the built lab, and of the runs what the server would give, into a folder that any web host can serve. Throws InputError
 * where a folder is neither a run's nor a sweep's.
 */
export function copySite(built: string, runs: readonly string[], out: string): void {
  const roots = allRoots(runs);
  const served = servedFiles(built, runs);
  cpSync(built, out, { recursive: true });
  writeFileSync(join(out, "runs.json"), JSON.stringify(listed(roots)));
  for (const { path, files } of listed(roots)) {
    for (const file of files) {
      const place = join(out, path, file);
      const found = served.read(`/${path}${file}`);
      mkdirSync(dirname(place), { recursive: true });
      if (found) writeFileSync(place, found.bytes);
    }
  }
}

const allRoots = (runs: readonly string[]): string[] => [...new Set(runs.flatMap(rootsOf))];

/** Of a sweep, its own folder and those of its runs, which lie beside it. */
function rootsOf(folder: string): string[] {
  if (!isRun(folder)) {
    throw new InputError(
      `${folder} has neither config.json nor sweep.json: it is not a run folder, nor that of a sweep. "purecell run" and "purecell sweep" make them.`,
    );
  }
  const root = realpathSync(folder);
  return existsSync(join(root, "sweep.json"))
    ? [root, ...membersOf(join(root, "sweep.json")).map((run) => join(root, "..", run))]
    : [root];
}

const isRun = (folder: string): boolean => ["config.json", "sweep.json"].some((name) => existsSync(join(folder, name)));

const sweep = z.object({ runs: z.array(z.object({ run: z.string().regex(/^(?!\.+$)[\w.-]+$/) })) });

/** Throws InputError for a list that no `purecell sweep` has written. */
function membersOf(file: string): string[] {
  const parsed = sweep.safeParse(parseJson(readFileSync(file, "utf8"), file));
  if (parsed.success) return parsed.data.runs.map(({ run }) => run);
  throw new InputError(`${file} is not what purecell sweep writes there:\n${z.prettifyError(parsed.error)}`);
}

/** Those that have begun. */
const listed = (roots: readonly string[]) =>
  roots.flatMap((root, index) =>
    isRun(root) ? [{ name: root.split(sep).at(-1), path: `runs/${index}/`, files: filesOf(root) }] : [],
  );

/** As the page asks for it at "runs.json": with what tells whether a file is another one by now. */
const listOf = (roots: readonly string[]): string =>
  JSON.stringify(
    listed(roots).map(({ path, files, ...run }) => {
      const root = roots[Number(path.split("/")[1])];
      return { ...run, path, files, stamps: files.map((file) => stampOf(join(root, file))) };
    }),
  );

/** Another one where the file may be another one; empty for one that is gone. */
function stampOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? "" : `${found.size} ${found.mtimeMs}`;
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
