/** The runs that are open on the page: those that it was served with, and read again while they are under way, and those that a person gives. */
import type { OpenedRun, OpenedSweep, RunFile } from "../worker/runs/protocol.js";
import type { Lab } from "./lab.svelte.js";
import { canFollow, given, servedFiles } from "./runFiles.js";

/** ms between two looks at runs under way. */
const PAUSE = 2000;

interface Taken {
  readonly runs: readonly OpenedRun[];
  /** Of runs and sweeps. */
  readonly names: readonly string[];
}

const NOTHING: Taken = { runs: [], names: [] };

export class RunDesk {
  readonly #lab: Lab;
  runs = $state.raw<readonly OpenedRun[]>([]);
  sweeps = $state.raw<readonly OpenedSweep[]>([]);
  busy = $state(true);
  trouble = $state("");
  /** Counts what was read, so that pictures of sweeps are drawn anew. */
  version = $state(0);
  /** Names of what the page was served with. */
  #served = $state.raw<ReadonlySet<string>>(new Set());
  readonly following = $derived.by(
    () =>
      this.runs.some(({ name, complete }) => !complete && this.#served.has(name)) ||
      this.sweeps.some(({ name, members }) => this.#served.has(name) && members.some(({ run }) => !this.isOpen(run))),
  );

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  isOpen(name: string): boolean {
    return this.runs.some((run) => run.name === name);
  }

  /** What the page is served with is there to be chosen. */
  async openServed(): Promise<void> {
    const { names } = await this.#read(servedFiles);
    this.#served = new Set(canFollow() ? names : []);
  }

  /** The first run that a person gives; undefined where there is none, which `trouble` explains. */
  async open(files: () => Promise<readonly RunFile[]>): Promise<OpenedRun | undefined> {
    const { runs } = await this.#read(async () => given(await files()));
    return runs[0];
  }

  /** Reads what is under way again and again; gives back what ends it. */
  follow(): () => void {
    if (!this.following) return () => {};
    const timer = setInterval(() => void this.#lookAgain(), PAUSE);
    return () => clearInterval(timer);
  }

  /** Reads what has changed. A look that fails is followed by the next: files are written meanwhile. */
  async #lookAgain(): Promise<void> {
    try {
      const { names } = await this.#take(await servedFiles(true));
      this.#served = new Set([...this.#served, ...names]);
    } catch {
      return;
    }
  }

  async #read(files: () => Promise<readonly RunFile[]>): Promise<Taken> {
    [this.busy, this.trouble] = [true, ""];
    try {
      return await this.#take(await files());
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error);
      return NOTHING;
    } finally {
      this.busy = false;
    }
  }

  async #take(files: readonly RunFile[]): Promise<Taken> {
    if (files.length === 0) return NOTHING;
    const found = await this.#lab.thinker.ask("readRuns", files);
    this.runs = together(this.runs, found.runs);
    this.sweeps = together(this.sweeps, found.sweeps);
    this.version += 1;
    return { runs: found.runs, names: [...found.runs, ...found.sweeps].map(({ name }) => name) };
  }
}

/** Those of the same name take each other's place. */
const together = <One extends { readonly name: string }>(
  before: readonly One[],
  found: readonly One[],
): readonly One[] => [
  ...before.map((one) => found.find(({ name }) => name === one.name) ?? one),
  ...found.filter(({ name }) => !before.some((one) => one.name === name)),
];
