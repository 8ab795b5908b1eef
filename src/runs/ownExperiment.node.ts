/** An experiment that a module of the user's exports, in the place of those of purecell. */
import { execFileSync } from "node:child_process";
import { basename, extname } from "node:path";
import { pathToFileURL } from "node:url";
import { InputError } from "../math/errors.js";
import { asOwnError } from "../math/resourceErrors.js";
import type { Experiment } from "../protocols.js";
import { canonicalJson, isRecord } from "./canonicalJson.js";
import { contentsOf, type OwnModule } from "./config.js";
import { errorCode } from "./durable.node.js";
import { isExperiment, problemsOf } from "./experimentShape.js";
import type { Registry } from "./jobRunner.js";
import { ownModule } from "./ownModule.node.js";
import { describe, lineOf, watched } from "./watched.js";

/**
 * The experiment that is the default export of the module at `path`. Throws InputError where there is no such file, where it cannot be
 * imported, and where its default export is not an experiment, naming the fields that are wrong.
 */
export async function loadOwnExperiment(path: string, taken: readonly string[]): Promise<Registry> {
  const own = ownModule(path);
  const experiment = await importExperiment(own);
  const { id } = experiment;
  if (taken.includes(id))
    throw new InputError(`${path}: its id, "${id}", is that of an experiment of purecell's. Choose another.`);
  return { experiments: { [id]: experiment }, headlines: [id], module: pathToFileURL(own.path).href, own };
}

/**
 * The same module again, in another thread. Throws InputError where a file of it has changed meanwhile: its jobs would be those of
 * another experiment.
 */
export async function reloadOwnExperiment(own: OwnModule): Promise<Readonly<Record<string, Experiment>>> {
  if (canonicalJson(contentsOf(ownModule(own.path))) !== canonicalJson(contentsOf(own)))
    throw new InputError(
      `${own.path}, or a file that it imports, changed while its run was going on. Start the run again.`,
    );
  const experiment = await importExperiment(own);
  return { [experiment.id]: experiment };
}

async function importExperiment(own: OwnModule): Promise<Experiment> {
  const module = await importModule(own);
  const exported = defaultOf(module);
  if (exported === undefined) throw new InputError(`${own.path} has no default export. ${whatToExport(module)}`);
  if (!isExperiment(exported)) {
    const problems = problemsOf(exported).map((problem) => `  ${problem}`);
    throw new InputError(`the default export of ${own.path} is not an experiment:\n${problems.join("\n")}\n${HELP}`);
  }
  return watched(exported, own);
}

const HELP = 'Make one with experiment({ ... }) from "purecell/experiments"; docs/your-own-experiment.md shows how.';

/** TypeScript compiled for CommonJS keeps the default export one level further down. */
function defaultOf(module: Readonly<Record<string, unknown>>): unknown {
  const { default: exported } = module;
  return isRecord(exported) && exported.__esModule === true ? exported.default : exported;
}

function whatToExport(module: Readonly<Record<string, unknown>>): string {
  const found = Object.keys(module).find((name) => isExperiment(module[name]));
  return found === undefined ? HELP : `It exports the experiment "${found}": write "export default ${found};".`;
}

async function importModule(own: OwnModule): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await import(pathToFileURL(own.path).href);
  } catch (cause) {
    throw asOwnError(cause) ?? new InputError(whyNotImported(cause, own), { cause });
  }
}

/** What to do about a module that cannot be imported. */
export function whyNotImported(cause: unknown, own: OwnModule): string {
  const { path } = own;
  const message = cause instanceof Error ? cause.message : String(cause);
  if (errorCode(cause) === "ERR_UNKNOWN_FILE_EXTENSION")
    return (
      `${path}: Node ${process.version} does not import ${extname(path)} files. Use Node 22.18 or later, or compile it to JavaScript: ` +
      `npx tsc --module nodenext --target es2022 ${basename(path)}`
    );
  if (errorCode(cause) === "ERR_MODULE_NOT_FOUND" && /'purecell'/.test(message))
    return `${path} imports "purecell", which is not installed where it lies. Type there: npm install purecell`;
  return `${path} cannot be imported: ${describe(cause)}${lineOf(cause, own) || whereUnparsed(cause, path)}`;
}

/** Node keeps the line of a syntax error to itself unless it prints it. */
function whereUnparsed(cause: unknown, path: string): string {
  if (!(cause instanceof SyntaxError)) return "";
  try {
    execFileSync(process.execPath, ["--check", path], { stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
    return "";
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
    const [, line] = /:(\d+)\n/.exec(said) ?? [];
    return line === undefined ? "" : ` (line ${line} of ${basename(path)})`;
  }
}
