/** FEATURES.md: the index of experiments between words written by hand (`docs/findings/index.md`). */
import type { Experiment, RecordedStatus } from "../../src/protocols.js";
import type { Findings } from "./findings.js";
import type { Recorded, Reproduced } from "./recorded.js";
import { duration, metCount, row, table } from "./words.js";

/** An experiment with what is known of it. */
export interface Entry {
  readonly experiment: Experiment;
  readonly findings: Findings;
  readonly recorded: Recorded | undefined;
}

const HEAD = ["experiment", "what the paper says", "status", "in one sentence"];

/**
 * `words` has `{{experiments}}` where the table stands, `{{claims}}` where all verdicts are counted and `{{reproduce}}` where
 * running all of them is told.
 */
export const featuresPage = (entries: readonly Entry[], words: string, reproduced: Reproduced): string =>
  `<!-- Made by \`npm run pages\` from docs/findings and docs/results: edit or record those. -->\n\n${words
    .replace("{{experiments}}", table(HEAD, entries.map(line)))
    .replace("{{claims}}", claims(entries))
    .replace("{{reproduce}}", reproduction(reproduced))}`;

const reproduction = ({ seconds, cores, jobs, experiments, claims, met, notJudged, note }: Reproduced): string =>
  `${experiments} experiments, ${jobs.toLocaleString("en")} jobs, ${duration(seconds)} on ${cores} cores, ${met} of ${claims} claims met, ` +
  `${notJudged} not judged; ${note}`;

const line = ({ experiment, findings, recorded }: Entry): string =>
  row(
    `[\`${experiment.id}\`](docs/experiments/${experiment.id}.md)`,
    experiment.claim,
    status(experiment, recorded),
    findings.sentence,
  );

const ORDER: readonly RecordedStatus[] = ["reproduced", "partly", "not reproduced", "beyond the paper"];

/** "4 reproduced, 1 partly; 5 of 5 met" */
function status(experiment: Experiment, recorded: Recorded | undefined): string {
  const statuses = Object.values(experiment.recorded);
  const counts = ORDER.map((status) => [status, statuses.filter((one) => one === status).length] as const);
  const words = counts.filter(([, count]) => count > 0).map(([status, count]) => `${count} ${status}`);
  if (words.length === 0) return "-";
  return `${words.join(", ")}; ${recorded === undefined ? "not recorded yet" : metCount(recorded.verdicts)}`;
}

const claims = (entries: readonly Entry[]): string =>
  metCount(entries.flatMap(({ recorded }) => recorded?.verdicts ?? []));
