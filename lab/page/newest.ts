/** Asks one question at a time and, of all that come meanwhile, only the last: what a drag needs. */
export class Newest<Question, Answer> {
  readonly #ask: (question: Question) => Promise<Answer>;
  readonly #answered: (answer: Answer) => void;
  readonly #refused: (message: string, error: unknown) => void;
  #waiting: { readonly question: Question; readonly since: number } | undefined;
  #busy = false;

  constructor(
    ask: (question: Question) => Promise<Answer>,
    answered: (answer: Answer) => void,
    refused: (message: string, error: unknown) => void,
  ) {
    this.#ask = ask;
    this.#answered = answered;
    this.#refused = refused;
  }

  ask(question: Question): void {
    this.#waiting = { question, since: performance.now() };
    if (!this.#busy) void this.#work();
  }

  async #work(): Promise<void> {
    this.#busy = true;
    while (this.#waiting !== undefined) {
      const { question, since } = this.#waiting;
      this.#waiting = undefined;
      try {
        this.#answered(await this.#ask(question));
      } catch (error) {
        this.#refused(error instanceof Error ? error.message : String(error), error);
      }
      performance.measure("question to answer", { start: since });
    }
    this.#busy = false;
  }
}
