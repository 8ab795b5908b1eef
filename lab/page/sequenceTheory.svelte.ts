/** What theory says of the sequences on show, at once while they change; and of every ratio of two rhythms, one after the other. */
import { PAIRS, type PairName } from "../../src/experiments/sequences/index.js";
import {
  type RatioSaving,
  type SequencePrediction,
  type SequenceQuestion,
  sequenceOf,
} from "../worker/sequences/protocol.js";
import type { Lab } from "./lab.svelte.js";
import { Newest } from "./newest.js";

export class SequenceTheory {
  readonly #lab: Lab;
  #found = $state.raw<SequencePrediction>();
  refusal = $state("");
  savings = $state.raw<ReadonlyMap<string, RatioSaving>>(new Map());
  trouble = $state("");
  readonly #newest: Newest<SequenceQuestion, SequencePrediction>;

  constructor(lab: Lab) {
    this.#lab = lab;
    this.#newest = new Newest(
      (question) => lab.thinker.ask("predictSequence", question),
      (found) => {
        [this.#found, this.refusal] = [found, ""];
      },
      (message) => {
        this.refusal = message;
      },
    );
  }

  ask(question: SequenceQuestion): void {
    this.#newest.ask(question);
  }

  /** Of this question; that of another is never shown. */
  of(question: SequenceQuestion): SequencePrediction | undefined {
    return this.refusal === "" && this.#found?.of === sequenceOf(question) ? this.#found : undefined;
  }

  /** Solves every ratio of whole numbers; gives back what calls it off. */
  survey(): () => void {
    const state = { off: false };
    void this.#survey(state);
    return () => {
      state.off = true;
    };
  }

  async #survey(state: { off: boolean }): Promise<void> {
    try {
      for (const pair of RATIOS) {
        if (state.off) return;
        const saving = await this.#lab.surveyor.ask("ratioSaving", pair);
        this.savings = new Map([...this.savings, [pair, saving]]);
      }
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error);
    }
  }
}

const isPair = (name: string): name is PairName => Object.hasOwn(PAIRS, name);
const ALL = Object.keys(PAIRS).filter(isPair);
export const RATIOS = ALL.filter((name) => PAIRS[name].ratio !== undefined);
export const IRRATIONAL = ALL.filter((name) => PAIRS[name].ratio === undefined);

/** "1 : 2" of "1-2"; "irrational a". */
export const pairWords = (name: string): string =>
  /^\d-\d$/.test(name) ? name.replace("-", " : ") : name.replace("-", " ");
