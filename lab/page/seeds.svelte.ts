/** Ten networks of one cloud, trained beside each other in workers of their own. */
import type { SeedNetwork, SeedsMoment } from "../worker/clouds/protocol.js";
import { problemOfSettings } from "../worker/energy.js";
import type { Lab } from "./lab.svelte.js";
import { type Course, shared } from "./seedBand.js";
import { WorkerClient } from "./workerClient.js";

export const SEEDS = 10;
/** One core is left to the page, one to the network beside them. */
const WORKERS = Math.max(1, Math.min(4, (navigator.hardwareConcurrency ?? 2) - 2));
/** Moments of a network that are kept; beyond, every second one is let go. */
const MOST_KEPT = 120;

export class Seeds {
  readonly #lab: Lab;
  readonly #workers = Array.from({ length: WORKERS }, (_, at) => new WorkerClient(`seeds ${at + 1}`));
  #of = $state("");
  #first = $state(0);
  #found = $state.raw<ReadonlyMap<number, SeedNetwork>>(new Map());
  #courses = $state.raw<ReadonlyMap<number, Course>>(new Map());
  running = $state(false);
  error = $state("");
  total = $state(1);
  readonly #wanted = $derived.by(() => problemOfSettings(this.#lab.settings));

  constructor(lab: Lab) {
    this.#lab = lab;
    for (const worker of this.#workers) worker.on("seeds", (moment) => this.#see(moment));
  }

  /** Whether these are networks of the settings on show: others are never drawn. */
  get current(): boolean {
    return this.#of === this.#wanted && this.#first === (this.#lab.controls?.seed ?? 0);
  }

  /** In the order of their seeds. */
  get networks(): readonly SeedNetwork[] {
    return this.current ? [...this.#found.values()].sort((a, b) => a.seed - b.seed) : [];
  }

  /** Energy of each over its updates. */
  get courses(): readonly Course[] {
    return this.current ? [...this.#courses.values()] : [];
  }

  /** Trains them from their first weights. */
  async start(): Promise<void> {
    await this.stop();
    const { settings, controls } = this.#lab;
    const first = controls?.seed ?? 0;
    const seeds = Array.from({ length: SEEDS }, (_, k) => first + k);
    [this.#of, this.#first, this.#found, this.#courses] = [this.#wanted, first, new Map(), new Map()];
    [this.running, this.error] = [true, ""];
    const of = this.#of;
    try {
      const parts = shared(seeds, WORKERS);
      await Promise.all(parts.map((part, at) => this.#workers[at].ask("trainSeeds", { settings, seeds: part })));
    } catch (error) {
      this.error = error instanceof Error ? error.message : String(error);
    } finally {
      if (this.#of === of) this.running = false;
    }
  }

  async stop(): Promise<void> {
    if (!this.running) return;
    this.running = false;
    await Promise.all(this.#workers.map((worker) => worker.ask("stopSeeds")));
  }

  /** Lets the workers go, with what they hold. */
  end(): void {
    for (const worker of this.#workers) worker.end("the view was left");
    this.running = false;
  }

  #see({ of, total, networks }: SeedsMoment): void {
    if (of !== this.#of) return;
    this.total = total;
    this.#found = new Map([...this.#found, ...networks.map((network) => [network.seed, network] as const)]);
    const courses = new Map(this.#courses);
    for (const { seed, step, snapshot } of networks) {
      const before = courses.get(seed) ?? [];
      const kept = before.length < MOST_KEPT ? before : before.filter((_, at) => at % 2 === 0);
      courses.set(seed, [...kept, [step, snapshot.energy.total]]);
    }
    this.#courses = courses;
  }
}
