/** Slurm as this command line calls it. */
import { existsSync } from "node:fs";
import { parseSlurmOptions, readText, type Scheduler, type SlurmOptions, slurm } from "../../runs/index.js";
import { quote } from "../terminal/resumeCommand.js";

const FILE = "purecell.slurm.json";

/** Flags win over the file, which lies where the command is typed. Throws InputError where it cannot be read. */
export const slurmOptions = (asked: SlurmOptions): SlurmOptions =>
  existsSync(FILE) ? { ...parseSlurmOptions(readText(FILE), FILE), ...asked } : asked;

/** Bundles call the program that is running now, with the Node that runs it. */
export const slurmHere = (): Scheduler =>
  slurm({ command: [process.execPath, ...process.execArgv, process.argv[1]], quote });
