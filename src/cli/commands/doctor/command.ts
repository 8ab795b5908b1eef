/** `purecell doctor` */
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { installOptional } from "../../../math/optionalPackages.node.js";
import { listRuns, nearestFolder } from "../../../runs/index.js";
import { type Context, EXIT, printJson } from "../../context.js";
import type { Terminal } from "../../terminal/terminal.js";
import type { DoctorRequest } from "./request.js";

interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** What was found. */
  readonly found: string;
  /** What to do where it is not well. */
  readonly fix?: string;
}

/** Exits with 3 where something that every command needs is missing. */
export async function carryOut({ runs, form }: DoctorRequest, { terminal }: Context): Promise<number> {
  const checks = [
    checkNode(),
    checkWasm(),
    await checkNative(),
    await checkAccelerator(),
    checkCores(),
    checkRuns(runs),
    ...(await checkPackages()),
  ];
  if (form === "json") printJson(terminal, "doctor", { checks, addOptional: installOptional() });
  else printChecks(checks, terminal);
  return checks.every(({ ok, name }) => ok || OPTIONAL.includes(name)) ? EXIT.done : EXIT.input;
}

function printChecks(checks: readonly Check[], terminal: Terminal): void {
  const { good, bad } = terminal.outStyle;
  for (const { name, ok, found, fix } of checks) {
    terminal.out(`${ok ? good("✓") : bad("✗")} ${name.padEnd(14)} ${found}`);
    if (!ok && fix !== undefined) terminal.out(`                 ${fix}`);
  }
  const missing = checks.filter(({ ok, name }) => !ok && OPTIONAL_PACKAGES.includes(name)).map(({ name }) => name);
  if (missing.length > 0) terminal.out(`To add ${missing.join(", ")}: ${installOptional()}`);
}

const NATIVE = "native engine";
const ACCELERATOR = "WebGPU";
const HDF5 = "HDF5 files";
const PNG = "PNG figures";
/** What one command adds. */
const OPTIONAL_PACKAGES: readonly string[] = [NATIVE, PNG, HDF5];
/** What purecell does without. */
const OPTIONAL: readonly string[] = [...OPTIONAL_PACKAGES, ACCELERATOR];

function checkNode(): Check {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  return { name: "Node", ok, found: process.version, fix: "install Node 20.19 or later from nodejs.org" };
}

const checkWasm = (): Check => ({
  name: "wasm engine",
  ok: typeof WebAssembly === "object",
  found: typeof WebAssembly === "object" ? "available" : "this Node has no WebAssembly",
  fix: "start Node without --jitless",
});

async function checkNative(): Promise<Check> {
  const { chooseEngine } = await import("../../../engine/compilers.node.js");
  const { backend, reason } = await chooseEngine("auto");
  const fix = "optional, and faster; trainings use wasm without it";
  return { name: NATIVE, ok: backend === "native", found: reason, fix };
}

async function checkAccelerator(): Promise<Check> {
  const { findAccelerator, INSTALL_WEBGPU } = await import("../../../engine/accelerator.node.js");
  const { available, found } = await findAccelerator();
  const fix = `optional, for large networks (--device gpu); everything runs without it: ${INSTALL_WEBGPU}`;
  return { name: ACCELERATOR, ok: available, found, fix };
}

const checkCores = (): Check => ({
  name: "cores",
  ok: true,
  found: coresText(availableParallelism()),
});

const coresText = (cores: number): string =>
  cores === 1 ? "1 core: trainings run one after another" : `${cores} cores: up to ${cores} trainings run in parallel`;

/** Writes and removes a folder where the run folders go, or would go. */
function checkRuns(runs: string): Check {
  const place = nearestFolder(resolve(runs));
  const name = "run folders";
  try {
    rmSync(mkdtempSync(join(place, ".purecell-")), { recursive: true });
    return { name, ok: true, found: `${resolve(runs)} can be written; it holds ${listRuns(runs).length} runs` };
  } catch (error) {
    const found = `${place} cannot be written (${error instanceof Error ? error.message : error})`;
    return { name, ok: false, found, fix: "choose another place with --runs DIR, or change its permissions" };
  }
}

async function checkPackages(): Promise<Check[]> {
  return [
    checkPackage("fonts", "dejavu-fonts-ttf/ttf/DejaVuSans.ttf"),
    checkPackage("plots", "@observablehq/plot"),
    await checkPng(),
    checkHdf5(),
  ];
}

/** Loads it: its own part for this system is optional too, and may be missing where the package is not. */
async function checkPng(): Promise<Check> {
  const { whyNoPng } = await import("../../../figures/png.node.js");
  const why = whyNoPng();
  const fix = "optional; figures are drawn as SVG without it";
  return { name: PNG, ok: why === undefined, found: why ?? "@resvg/resvg-js is installed", fix };
}

function checkHdf5(): Check {
  const fix = "optional, for HDF5, MATLAB v7.3 and NWB; all other files are read without it";
  try {
    import.meta.resolve("h5wasm");
    return { name: HDF5, ok: true, found: "h5wasm is installed" };
  } catch {
    return { name: HDF5, ok: false, found: "h5wasm is not installed", fix };
  }
}

function checkPackage(name: string, path: string): Check {
  const fix = "install purecell's packages again: npm ci";
  try {
    createRequire(import.meta.url).resolve(path);
    return { name, ok: true, found: path };
  } catch {
    return { name, ok: false, found: `${path} is missing`, fix };
  }
}
