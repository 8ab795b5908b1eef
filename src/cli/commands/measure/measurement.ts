/** Carries a measurement out: first scores, the plan of the draws, the draws, and an early end in good order. */
import { availableParallelism } from "node:os";
import {
  type ChanceLevel,
  DRAWS,
  type Draw,
  type DrawingOptions,
  type Drawn,
  type DrawSource,
  drawnAs,
  drawsOf,
  type FirstScore,
  hasResult,
  judge,
  keep,
  type MeasuredMetric,
  type MetricRequest,
  makeSamplers,
  onAllRows,
  type PlannedDraws,
  plannedDraws,
  withChance,
  workPlanned,
} from "../../../metrics/index.js";
import { checkSizes } from "../../../representation/index.js";
import { workersAvailable } from "../../../runs/index.js";
import type { Context } from "../../context.js";
import { COPIES, memoryLimit } from "../../recordings/memory.js";
import type { Recording } from "../../recordings/recordingFile.js";
import { duration } from "../../terminal/duration.js";
import { ownThread, type Pool, threadPool } from "../../threads/pool.js";
import { shown } from "./digits.js";
import { type DrawCost, DrawProgress } from "./drawProgress.js";
import { type Job, type Outcome, type Task, taskRunner } from "./threads/tasks.js";

export interface Measurement {
  readonly metrics: readonly MeasuredMetric[];
  readonly drawing: DrawingOptions;
  /** Nulls and intervals that this recording does not allow. */
  readonly refusedDraws: ReadonlyMap<string, string>;
  /** Draws that were not made because they would have taken more work than is allowed unless asked for. */
  readonly spared: readonly Spared[];
  readonly interrupted: boolean;
}

/** Fewer draws than usual of a metric from a source. */
export interface Spared extends PlannedDraws {
  readonly name: string;
}

export interface Session {
  readonly context: Context;
  readonly pool: Pool<Task, Outcome>;
  readonly signal: AbortSignal;
  readonly lanes: number;
}

type Recorded = Pick<Recording, "representation" | "allRows">;

/** Scores, and what they are by chance. */
export async function measureWithChance(
  recording: Recorded,
  requests: readonly MetricRequest[],
  options: DrawingOptions,
  session: Session,
): Promise<Measurement> {
  const { representation } = recording;
  const { signal } = session;
  checkSizes(representation);
  const samplers = makeSamplers(representation, options);
  const first = await scored(recording, requests, session);
  const applying = first.filter(hasResult).map(({ request }) => request);
  const planned = applying.flatMap((request) =>
    plannedDraws(request, representation, options)
      .filter(({ source }) => samplers.sample.has(source))
      .map((one) => ({ name: request.name, ...one })),
  );
  const costs = costsOf(first, planned);
  announce(costs, planned, session);
  const drawn = await draw(first, drawsOf(applying, representation, samplers, options), {
    options,
    costs,
    session,
  });
  return {
    metrics: first.map((one) => withChance(one, options, drawn)),
    drawing: options,
    refusedDraws: samplers.refused,
    spared: planned.filter(({ draws, usual }) => draws < usual),
    interrupted: signal.aborted,
  };
}

interface Drawing {
  readonly options: DrawingOptions;
  readonly costs: readonly DrawCost[];
  readonly session: Session;
}

/** Every metric once, told as they come. */
async function scored(
  { representation, allRows }: Recorded,
  requests: readonly MetricRequest[],
  { pool, context }: Session,
): Promise<FirstScore[]> {
  const found = new Map<string, FirstScore>();
  const cheapFirst = [...requests].sort((a, b) => b.entry.draws - a.entry.draws);
  const tasks = cheapFirst.map(({ name }) => ({ kind: "score", name }) as const);
  await pool.run(tasks, (task, { score }) => {
    const request = requests.find(({ name }) => task.kind === "score" && name === task.name);
    if (request === undefined || score === undefined) return;
    const own = { request, ...score };
    const one = allRows ? onAllRows(own, allRows, representation.conditions) : own;
    found.set(request.name, one);
    if (one.result) context.terminal.say(`  ${request.name} ${shown(one.result.score)}`);
  });
  return requests.flatMap(({ name }) => found.get(name) ?? []);
}

async function draw(
  first: readonly FirstScore[],
  draws: Iterable<Draw>,
  { options, costs, session }: Drawing,
): Promise<Drawn> {
  const drawn: Drawn = new Map();
  const progress = new DrawProgress(session.context.terminal, costs, session.lanes);
  const complete = (name: string, source: DrawSource) => {
    const one = first.filter(hasResult).find(({ request }) => request.name === name);
    const judged = one && Object.values(judge(one, options, drawn))[0];
    const level = judged?.chance.find(({ kind }) => kind === source);
    if (level) progress.say(chanceLine(name, level));
  };
  try {
    await session.pool.run(tasksOf(draws), (task, { drawn: scores = [] }) => {
      if (task.kind !== "draw") return;
      const { source } = task.draw;
      for (const one of scores) {
        keep(drawn, task.draw, one);
        if (progress.stepped({ source, name: one.name })) complete(one.name, source);
      }
    });
  } finally {
    progress.close();
  }
  return drawn;
}

function* tasksOf(draws: Iterable<Draw>): Generator<Task> {
  for (const { source, number, requests } of draws) {
    yield { kind: "draw", draw: { source, number, names: requests.map(({ name }) => name) } };
  }
}

const chanceLine = (name: string, { kind, observed, median, p, draws }: ChanceLevel): string =>
  `  ${name} ${shown(observed)}, chance (${kind}) ${shown(median)}, p = ${p.toPrecision(2)} of ${draws} draws`;

function costsOf(first: readonly FirstScore[], planned: readonly Spared[]): DrawCost[] {
  const seconds = new Map(first.map((one) => [one.request.name, one.seconds]));
  return planned
    .filter(({ draws }) => draws > 0)
    .map(({ name, source, draws }) => ({
      ...{ name, source, draws },
      seconds: draws * (seconds.get(name) ?? 0),
    }));
}

/** Before the draws begin: how many, what they should take, and which are spared. */
function announce(costs: readonly DrawCost[], planned: readonly Spared[], { context, lanes }: Session): void {
  const { say } = context.terminal;
  if (costs.length > 0) {
    const total = costs.reduce((sum, { seconds }) => sum + seconds, 0) / Math.max(1, lanes);
    const threads = lanes > 1 ? ` on ${lanes} threads` : "";
    say(`chance levels and intervals: about ${duration(total)}${threads}, ${bySource(costs).join("; ")}`);
  }
  const spared = planned.filter(({ draws, usual }) => draws < usual);
  if (spared.length > 0) say(sparedLine(spared));
}

/** Which draws are fewer than usual, and how to have them. */
export function sparedLine(spared: readonly Spared[]): string {
  const told = spared.map(({ name, source, draws, usual }) => `${name} ${draws} of ${usual} ${drawnAs(source)}`);
  return `fewer draws, to limit the work (draws x rows x units): ${told.join(", ")}; all of them with --effort 10 or --null N`;
}

/** E.g. "500 rotated (dci 20)". */
function bySource(costs: readonly DrawCost[]): string[] {
  return [...new Set(costs.map(({ source }) => source))].map((source) => {
    const draws = costs.filter((cost) => cost.source === source);
    const most = Math.max(...draws.map((cost) => cost.draws));
    const fewer = draws.filter((cost) => cost.draws < most).map((cost) => `${cost.name} ${cost.draws}`);
    return `${most} ${drawnAs(source)}${fewer.length > 0 ? ` (${fewer.join(", ")})` : ""}`;
  });
}

/** Draws x rows x units of a fast metric that are done before threads would have started, and seconds of other work. */
const SMALL = { draws: 2e7, seconds: 0.5 };

/**
 * Threads for a measurement: as many as asked for, else one for each core that there is memory for; none where the work is small, nor
 * where sources run untranslated, whose threads are slow to start.
 */
export function lanesFor(
  { representation: { conditions, units } }: Recorded,
  requests: readonly MetricRequest[],
  options: DrawingOptions,
  { workers, otherSeconds }: { readonly workers: number | undefined; readonly otherSeconds: number },
): number {
  if (workers !== undefined || !workersAvailable) return workers ?? 0;
  const work = requests.reduce((sum, request) => {
    const planned = workPlanned(request, plannedDraws(request, { conditions, units }, options), { conditions, units });
    return sum + planned * (DRAWS.fast / request.entry.draws);
  }, 0);
  if (work < SMALL.draws && otherSeconds < SMALL.seconds) return 0;
  const held = Math.floor(memoryLimit() / (COPIES * 8 * conditions * units));
  return Math.max(1, Math.min(availableParallelism(), held));
}

const WORKER = new URL("./threads/worker.js", import.meta.url);

export const openPool = (job: Job, lanes: number, signal: AbortSignal): Pool<Task, Outcome> =>
  lanes === 0 ? ownThread(taskRunner(job), signal) : threadPool({ entry: WORKER, job }, lanes, signal);
