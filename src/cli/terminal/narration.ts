/** What a person sees while a large file is read or many answers are computed: one line on stderr, after a second. */
import { type Terminal, visible } from "./terminal.js";

/** Seconds before the first line, between redraws, and between lines where stderr is not a screen. */
const PATIENCE = 1;
const REDRAW = 0.2;
const PLAIN_LINE = 5;

const now = (): number => performance.now() / 1000;

export class Narration {
  readonly #terminal: Terminal;
  #drawnAt = now() + PATIENCE - PLAIN_LINE;
  #drawn = false;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    if (terminal.live) this.#drawnAt = now() + PATIENCE - REDRAW;
  }

  /** Shows where the work is, if it is time to. */
  update(line: string): void {
    const pause = this.#terminal.live ? REDRAW : PLAIN_LINE;
    if (now() - this.#drawnAt < pause) return;
    this.#drawnAt = now();
    if (!this.#terminal.live) this.#terminal.say(line);
    else {
      this.#terminal.write(`\r\u001b[K${visible(line).slice(0, this.#terminal.columns - 1)}`);
      this.#drawn = true;
    }
  }

  /** A line that stays. */
  say(line: string): void {
    this.clear();
    this.#terminal.say(line);
  }

  clear(): void {
    if (this.#drawn) this.#terminal.write("\r\u001b[K");
    this.#drawn = false;
  }
}
