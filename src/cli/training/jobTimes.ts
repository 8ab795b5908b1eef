/**
 * How long the rest will take. Jobs report their training, and nothing of what they measure afterwards, so a job's length is
 * what was expected, scaled by how long finished jobs took, or what its training projects where that is more; time that
 * passes is progress. Work that takes longer than its length counts as almost done: it makes no other work look longer.
 */

interface Work {
  /** Expected seconds on one core. */
  readonly weight: number;
  /** When it began in this session; undefined where it has not. */
  begun?: number;
  /** Fraction of the training that was done when this session first heard of it. */
  before?: number;
  /** Seconds that the training as a whole should take at its present rate. */
  projected: number;
  /** Seconds it took, once it is finished; 0 where an earlier session did it. */
  took?: number;
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
  add(id: string, weight: number, finished = false): void {
    this.#work.set(id, { weight, projected: 0, ...(finished ? { took: 0 } : {}) });
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

  /** Seconds still to go. */
  remaining(now: number): number {
    const pace = this.#pace(({ begun }) => begun !== undefined);
    const left = [...this.#work.values()].map((work) => this.#left(work, now, pace));
    return Math.max(0, ...left, left.reduce((sum, seconds) => sum + seconds, 0) / this.#lanes);
  }

  #left(work: Work, now: number, pace: number): number {
    if (work.took !== undefined) return 0;
    if (work.begun === undefined) return work.weight * pace;
    return Math.max(0, this.#length(work) - (now - work.begun));
  }

  #done(work: Work, now: number): number {
    if (work.took !== undefined) return 1;
    if (work.begun === undefined) return 0;
    const { before = 0 } = work;
    return before + (1 - before) * Math.min(ALMOST, (now - work.begun) / Math.max(1e-9, this.#length(work)));
  }

  /** Seconds that work under way will take in this session. */
  #length({ weight, before = 0, projected }: Work): number {
    return Math.max(weight * (1 - before) * this.#pace(({ took = 0 }) => took > 0), projected);
  }

  /** Seconds that work takes for every second expected, over those that are `known`; 1 where there are none. */
  #pace(known: (work: Work) => boolean): number {
    const some = [...this.#work.values()].filter((work) => known(work) && work.weight > 0 && work.took !== 0);
    const expected = some.reduce((sum, { weight, before = 0 }) => sum + weight * (1 - before), 0);
    const taken = some.reduce((sum, work) => sum + (work.took ?? this.#length(work)), 0);
    return expected > 0 ? taken / expected : 1;
  }

  #sum(of: (work: Work) => number): number {
    return [...this.#work.values()].reduce((sum, work) => sum + of(work), 0);
  }
}
