/** Asks what takes seconds: once a question has rested, and giving up what is under way when another comes. */

interface Asking<Question, Answer> {
  readonly ask: (question: Question) => Promise<Answer>;
  readonly answered: (answer: Answer) => void;
  readonly refused: (message: string) => void;
  /** Ends the work of a question that nobody waits for any longer. */
  readonly giveUp: () => void;
}

const REST_MS = 500;

export class AtRest<Question, Answer> {
  readonly #asking: Asking<Question, Answer>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  #busy = false;

  constructor(asking: Asking<Question, Answer>) {
    this.#asking = asking;
  }

  ask(question: Question): void {
    this.stop();
    const own = this.#asked;
    this.#timer = setTimeout(() => void this.#work(question, own), REST_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#asked++;
    if (this.#busy) this.#asking.giveUp();
    this.#busy = false;
  }

  async #work(question: Question, own: number): Promise<void> {
    this.#busy = true;
    try {
      const answer = await this.#asking.ask(question);
      if (own === this.#asked) this.#asking.answered(answer);
    } catch (error) {
      if (own === this.#asked) this.#asking.refused(error instanceof Error ? error.message : String(error));
    } finally {
      if (own === this.#asked) this.#busy = false;
    }
  }
}
