/** What a recorded run cost, with which settings, and where its numbers are. */
import type { Experiment } from "../../src/protocols.js";
import type { Recorded } from "./recorded.js";
import { duration, paragraphs, seedList, settingText } from "./words.js";

export function costSection(experiment: Experiment, recorded: Recorded): string {
  const { seeds, ...others } = recorded.settings;
  const settings = Object.entries(others).map(([name, value]) => `\`${name}=${settingText(value)}\``);
  const seedWords = Array.isArray(seeds) ? ` Seeds: ${seedList(seeds)}.` : "";
  return paragraphs([
    "## Cost and settings",
    `${timeWords(recorded)} ${expectation(experiment, recorded)} Engine: ${recorded.engine}.${seedWords}${recorded.note === undefined ? "" : ` ${recorded.note}`}`,
    settings.length === 0 ? "" : `Settings: ${settings.join(", ")}.`,
    origin(recorded),
    age(experiment, recorded),
  ]);
}

/** "5 min on 2 cores." */
export function timeWords({ seconds, cores }: Pick<Recorded, "seconds" | "cores">): string {
  if (seconds === null) return "How long the run took was not kept.";
  if (cores === null) return `${duration(seconds)}.`;
  return `${duration(seconds)} on ${cores === 1 ? "one core" : `${cores} cores`}.`;
}

function expectation(experiment: Experiment, { settings, engine }: Recorded): string {
  const seconds = experiment.expectedSeconds(experiment.settings.parse(settings), engine);
  return `Expected: ${duration(seconds)} of work on one core.`;
}

function origin({ source, provenance = {}, experiment: id }: Recorded): string {
  const file = `[docs/results/${id}.json](../results/${id}.json)`;
  if (source === "transcribed") return `Transcribed from the record of a run whose folder is gone: ${file}.`;
  const machine = Object.entries(provenance).map(([name, value]) => `${name} ${value ?? "unknown"}`);
  return `All numbers: ${file}. Computed with ${machine.join(", ")}.`;
}

const age = (experiment: Experiment, { version }: Recorded): string =>
  version === experiment.version
    ? ""
    : `**Recorded with version ${version} of the experiment, which is at version ${experiment.version} now.**`;
