/**
 * How long the rest will take: the one model behind `list`, `--dry-run`, the line of progress and `show --follow`. Jobs report their training, and nothing of what they measure afterwards, so a job's length is
 * what was expected, scaled by how long finished jobs took, or what its training projects where that is more; time that
 * passes is progress. Jobs of a kind that has finished are measured by that kind alone, since arms of an experiment differ in cost.
 * Jobs that wait are laid out over the lanes in their order, so that lanes that will stand idle at the end are counted. Work that takes longer than its length counts as almost done: it makes no other work look longer.
 */

interface Work {
  /** Expected seconds on one core. */
  readonly weight: number;
  /** Jobs of one kind should take equally long for each second expected. */
  readonly kind: string;
  /** When it began in this session; undefined where it has not. */
  begun?: number;
  /** Fraction of the training that was done when this session first heard of it. */
  before?: number;
  /** Seconds that the training as a whole should take at its present rate. */
  projected: number;
  /** Seconds it took, once it is finished; 0 where an earlier session did it. */
  took?: number;
}

/** Seconds that work takes for every second expected. */
interface Paces {
  readonly ofAll: number;
  readonly ofKind: ReadonlyMap<string, number>;
}

/** Less of a training than this tells no rate. */
const LEAST_SHARE = 0.02;

/** What work shows at most before it is finished. */
const ALMOST = 0.99;

export class JobTimes {
  readonly #work = new Map<string, Work>();
  readonly #lanes: number;
  #shown = 0;

  /** `lanes` jobs run side by side. */
  constructor(lanes: number) {
    this.#lanes = lanes;
  }

  /** Announces a piece of work. `finished` where an earlier session did it. */
  add(id: string, weight: number, finished = false, kind = ""): void {
    this.#work.set(id, { weight, kind, projected: 0, ...(finished ? { took: 0 } : {}) });
  }

  /** Forgets a piece of work; false where it was not known. */
  remove(id: string): boolean {
    return this.#work.delete(id);
  }

  /** The work `id` begins; times in seconds. */
  begin(id: string, now: number): void {
    const work = this.#work.get(id);
    if (work) work.begun = now;
  }

  /** `fraction` of the training of `id` is done. */
  update(id: string, fraction: number, now: number): void {
    const work = this.#work.get(id);
    if (work?.begun === undefined) return;
    work.before ??= fraction < 1 ? fraction : 0;
    const gained = fraction - work.before;
    if (gained > LEAST_SHARE) work.projected = ((now - work.begun) * (1 - work.before)) / gained;
  }

  end(id: string, now: number): void {
    const work = this.#work.get(id);
    if (work) work.took = now - (work.begun ?? now);
  }

  /** Fraction of all work that is done, 0 to 1; never less than it was before. */
  fraction(now: number): number {
    const total = this.#sum(({ weight }) => weight);
    const done = this.#sum((work) => work.weight * this.#done(work, now));
    this.#shown = Math.max(this.#shown, total === 0 ? 1 : done / total);
    return this.#shown;
  }

  /** Seconds still to go; over other `lanes` than at first where their number changes, as on a cluster. */
  remaining(now: number, lanes = this.#lanes): number {
    const paces = this.#paces();
    const work = [...this.#work.values()].filter(({ took }) => took === undefined);
    const running = work.filter(({ begun }) => begun !== undefined).map((one) => this.#left(one, now, paces));
    const waiting = work.filter(({ begun }) => begun === undefined).map((one) => this.#left(one, now, paces));
    return makespan(running, waiting, lanes);
  }

  #left(work: Work, now: number, paces: Paces): number {
    if (work.begun === undefined) return work.weight * (paces.ofKind.get(work.kind) ?? paces.ofAll);
    return Math.max(0, this.#length(work) - (now - work.begun));
  }

  #done(work: Work, now: number): number {
    if (work.took !== undefined) return 1;
    if (work.begun === undefined) return 0;
    const { before = 0 } = work;
    return before + (1 - before) * Math.min(ALMOST, (now - work.begun) / Math.max(1e-9, this.#length(work)));
  }

  /** Seconds that work under way will take in this session. */
  #length({ weight, kind, before = 0, projected }: Work): number {
    return Math.max(weight * (1 - before) * this.#finishedPace(kind), projected);
  }

  /** Of finished work of this kind, else of all finished work. */
  #finishedPace(kind: string): number {
    const finished = ({ took = 0 }: Work) => took > 0;
    return this.#pace((work) => finished(work) && work.kind === kind) ?? this.#pace(finished) ?? 1;
  }

  /** Over all work that has begun, and over what has finished of each kind. */
  #paces(): Paces {
    const kinds = new Set([...this.#work.values()].filter(({ took = 0 }) => took > 0).map(({ kind }) => kind));
    const ofKind = [...kinds].map((kind) => [kind, this.#finishedPace(kind)] as const);
    return { ofAll: this.#pace(({ begun }) => begun !== undefined) ?? 1, ofKind: new Map(ofKind) };
  }

  /** Seconds that work takes for every second expected, over those that are `known`; undefined where there are none. */
  #pace(known: (work: Work) => boolean): number | undefined {
    const some = [...this.#work.values()].filter((work) => known(work) && work.weight > 0 && work.took !== 0);
    const expected = some.reduce((sum, { weight, before = 0 }) => sum + weight * (1 - before), 0);
    const taken = some.reduce((sum, work) => sum + (work.took ?? this.#length(work)), 0);
    return expected > 0 ? taken / expected : undefined;
  }

  #sum(of: (work: Work) => number): number {
    return [...this.#work.values()].reduce((sum, work) => sum + of(work), 0);
  }
}

/** More waiting work than this for each lane, and an idle lane at the end no longer shows. */
const MANY = 50;

/** Seconds until all is done: every job waits for the first lane that is free, in order. */
function makespan(running: readonly number[], waiting: readonly number[], lanes: number): number {
  const sum = [...running, ...waiting].reduce((total, seconds) => total + seconds, 0);
  if (waiting.length > MANY * lanes) return sum / lanes;
  const busy = [...running].sort((a, b) => a - b).slice(-lanes);
  while (busy.length < lanes) busy.unshift(0);
  for (const seconds of waiting) {
    const first = busy.indexOf(Math.min(...busy));
    busy[first] += seconds;
  }
  return Math.max(0, ...running, ...busy);
}
