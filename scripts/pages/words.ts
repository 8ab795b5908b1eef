/** Words and Markdown that the pages share. */
import type { Experiment, Json } from "../../src/protocols.js";
import type { Recorded } from "./recorded.js";

/** Blocks of Markdown with an empty line between; empty ones are left out. */
export const paragraphs = (blocks: readonly string[]): string => blocks.filter((block) => block !== "").join("\n\n");

/** One row of a table. */
export const row = (...cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;

/** A table with its head; columns are aligned to the left. */
export const table = (head: readonly string[], rows: readonly string[]): string =>
  [row(...head), `|${head.map(() => "---|").join("")}`, ...rows].join("\n");

/** Text that may stand in a cell: on one line, its bars escaped. */
const cell = (text: string): string => text.replaceAll(/\s*\n\s*/g, " ").replaceAll(/(?<!\\)\|/g, "\\|");

/** "41 s", "8 min", "1 h 20 min" */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** "5 of 6 met, 1 not judged" */
export function metCount(verdicts: Recorded["verdicts"]): string {
  const count = (met: Recorded["verdicts"][number]["met"]) => verdicts.filter((one) => one.met === met).length;
  const open = count("not judged");
  return `${count("met")} of ${verdicts.length} met${open > 0 ? `, ${open} not judged` : ""}`;
}

/** The command that computes a result again, with every setting that differs from its default. */
export function commandOf(experiment: Experiment, settings: Recorded["settings"]): string {
  const defaults: Readonly<Record<string, unknown>> = experiment.settings.parse({});
  const changed = Object.entries(settings).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(defaults[name]),
  );
  return ["npx purecell run", experiment.id, ...changed.map(([name, value]) => flag(name, value))].join(" ");
}

function flag(name: string, value: Json): string {
  if (name === "seeds" && Array.isArray(value)) {
    return value.length === 1 ? `--seed ${value[0]}` : `--seeds ${seedList(value)}`;
  }
  const text = `${name}=${settingText(value)}`;
  return `--set ${/[[{ ]/.test(text) ? `'${text}'` : text}`;
}

/** A setting as `--set` takes it. */
export const settingText = (value: Json): string => {
  if (!Array.isArray(value)) return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
  return value.length === 0 || value.some((one) => typeof one === "object") ? JSON.stringify(value) : value.join(",");
};

/** As `--seeds` takes them: "0-9" of seeds that follow one another, "0,3,7" of others. */
export function seedList(seeds: readonly Json[]): string {
  const run = seeds.every((seed, i) => Number(seed) === Number(seeds[0]) + i);
  return run ? `${seeds[0]}-${seeds.at(-1)}` : seeds.join(",");
}
