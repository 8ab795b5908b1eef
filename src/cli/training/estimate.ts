/** How long the rest will take: the expected time at first, then the measured rate. */

interface Work {
  /** Expected seconds on one core. */
  readonly weight: number;
  /** Fraction done, 0 to 1. */
  done: number;
  /** Fraction that was already done when it was first heard of in this session. */
  before: number | undefined;
}

/** Measured only once this many seconds of expected work are done, and half as many have passed. */
const ENOUGH = 4;

export class Estimate {
  readonly #work = new Map<string, Work>();
  readonly #lanes: number;
  readonly #start: number;

  /** `lanes` jobs run side by side; `now` in seconds. */
  constructor(lanes: number, now: number) {
    this.#lanes = lanes;
    this.#start = now;
  }

  /** Announces a piece of work. `finished` where an earlier session did it. */
  add(id: string, weight: number, finished = false): void {
    this.#work.set(id, { weight, done: finished ? 1 : 0, before: finished ? 1 : undefined });
  }

  /** Forgets a piece of work; false where it was not known. */
  remove(id: string): boolean {
    return this.#work.delete(id);
  }

  /** `fraction` of the work `id` is done. */
  update(id: string, fraction: number): void {
    const work = this.#work.get(id);
    if (work === undefined) return;
    work.before ??= fraction < 1 ? fraction : 0;
    work.done = fraction;
  }

  get fraction(): number {
    const total = this.#sum((work) => work.weight);
    return total === 0 ? 1 : this.#sum((work) => work.weight * work.done) / total;
  }

  /** Seconds still to go. */
  remaining(now: number): number {
    const left = this.#sum((work) => work.weight * (1 - work.done));
    const measured = this.#sum((work) => work.weight * (work.done - (work.before ?? 0)));
    const elapsed = now - this.#start;
    if (measured < ENOUGH || elapsed < ENOUGH / 2) return left / this.#lanes;
    return (left * elapsed) / measured;
  }

  #sum(of: (work: Work) => number): number {
    return [...this.#work.values()].reduce((sum, work) => sum + of(work), 0);
  }
}
