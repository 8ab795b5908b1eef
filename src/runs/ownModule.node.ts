/** A module of the user's: where it is, and which it is, together with every local file that it imports. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { InputError } from "../math/errors.js";
import { nearest } from "../math/knownNames.js";
import type { OwnModule } from "./config.js";
import { readBytes, readText } from "./durable.node.js";

/** What Node imports. */
const ENDINGS = [".js", ".mjs", ".cjs", ".ts", ".mts", ".cts"];

/** Whether a word of a command line is the path of a file rather than the name of an experiment, which has no such signs. */
export const isPath = (word: string): boolean => /[\\/]|^\.|\.[a-z]+$/i.test(word);

/**
 * The module at `path` as it is now. Files that it imports by a relative address count, and those that these import; packages and
 * files that it reads do not. Throws InputError where there is no such file or its ending is not that of a module.
 */
export function ownModule(path: string): OwnModule {
  refuseOtherFiles(path);
  const module = resolve(path);
  const imports = localImports(module).map((file) => ({
    path: relative(dirname(module), file),
    sha256: sha256(readBytes(file)),
  }));
  return { path: module, sha256: sha256(readBytes(module)), imports };
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

function refuseOtherFiles(path: string): void {
  if (!existsSync(path)) throw new InputError(`there is no file ${path}.${guess(path)}${EXPECTED}`);
  if (!statSync(path).isFile()) throw new InputError(`${path} is a folder.${EXPECTED}`);
  if (!ENDINGS.includes(extname(path))) throw new InputError(`${path} is not a module.${EXPECTED}`);
}

const EXPECTED = ' Give a .js, .mjs or .ts file whose default export is an experiment, or a name from "purecell list".';

/** A module in the same folder whose name is near. */
function guess(path: string): string {
  const folder = dirname(path);
  const modules = existsSync(folder) ? readdirSync(folder).filter((name) => ENDINGS.includes(extname(name))) : [];
  const near = nearest(basename(path), modules);
  return near === undefined ? "" : ` Did you mean ${join(folder, near)}?`;
}

/** Every file that the module reaches by relative addresses, in the order of their paths; not itself. */
function localImports(module: string): string[] {
  const reached = new Set([module]);
  for (const file of reached) for (const target of importedBy(file)) reached.add(target);
  reached.delete(module);
  return [...reached].sort();
}

const importedBy = (file: string): string[] =>
  [...readText(file).matchAll(/\b(?:from|import|require)\s*\(?\s*["'](\.{1,2}\/[^"'\n]+)["']/g)]
    .map(([, address]) => join(dirname(file), address))
    .map((target) => [target, target.replace(/\.(m?)js$/, ".$1ts")].find(isFile))
    .filter((target) => target !== undefined);

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();
