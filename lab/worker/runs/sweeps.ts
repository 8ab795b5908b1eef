/** Sweeps among the files: which runs belong to each, and the picture that the command line draws of it. */
import * as z from "zod";
import { drawFigure } from "../../../src/figures/index.js";
import { InputError } from "../../../src/math/errors.js";
import type { Verdict } from "../../../src/protocols.js";
import {
  leadingScore,
  type MeasuredJob,
  scoreNames,
  scoresOfJobs,
  scoresOfVerdicts,
} from "../../../src/runs/scores.js";
import { summaryFigure } from "../../../src/runs/sweeps/figure.js";
import type { SweptRun } from "../../../src/runs/sweeps/swept.js";
import type { OpenedSweep, RunFile, SweepPicture } from "./protocol.js";

const stored = z.object({
  experiment: z.string(),
  axes: z.array(z.string()),
  runs: z.array(z.object({ run: z.string(), varied: z.record(z.string(), z.json()), jobs: z.number().default(0) })),
});

/** Throws InputError for what is no sweep of `purecell sweep`. */
export async function readSweep({ path, content }: RunFile): Promise<OpenedSweep> {
  const parsed = stored.safeParse(jsonIn(await content.text()));
  if (!parsed.success)
    throw new InputError(`${path} is not what purecell sweep writes there:\n${z.prettifyError(parsed.error)}`);
  const { experiment, axes, runs: members } = parsed.data;
  return { name: path.split("/").at(-2) ?? `sweep of ${experiment}`, experiment, axes, members };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Kept {
  readonly jobs: readonly MeasuredJob[];
  readonly verdicts: readonly Verdict[];
}

/** What the runs that were read have measured. */
const kept = new Map<string, Kept>();

export const keepRun = (name: string, run: Kept): void => void kept.set(name, run);

/** `score`: what is shown; by default what `purecell sweep` shows. */
export function sweepPicture({ axes, members, experiment }: OpenedSweep, score: string): SweepPicture {
  const runs = members.map(sweptRun);
  const scores = runs.flatMap((run) => run.scores);
  const known = scoreNames(scores);
  const shown = known.includes(score) ? score : leadingScore(scores);
  if (shown === undefined) return { known, score: "" };
  const spec = summaryFigure({ axes, runs, score: shown, known }, experiment);
  return { known, score: shown, ...(spec && { figure: drawFigure(spec) }) };
}

function sweptRun({ run, varied }: OpenedSweep["members"][number]): SweptRun {
  const { jobs = [], verdicts = [] } = kept.get(run) ?? {};
  return {
    id: run,
    path: "",
    varied,
    status: kept.has(run) ? "complete" : "not started",
    seeds: [...new Set(jobs.map(({ seed }) => seed))],
    verdicts,
    scores: [...scoresOfJobs(jobs), ...scoresOfVerdicts(verdicts)],
  };
}
