/** One line on how far the draws are, and how long the rest will take. */
import { type DrawCost, type DrawStep, drawnAs } from "../../metrics/index.js";
import { duration } from "../duration.js";
import { Estimate } from "../estimate.js";
import { type Terminal, visible } from "../terminal.js";

/** Seconds between redraws, and between lines where the narration is not a screen. */
const REDRAW = 0.2;
const PLAIN_LINE = 5;

const seconds = () => performance.now() / 1000;
const nameOf = ({ source, name }: Pick<DrawCost, "source" | "name">) => `${source} ${name}`;

export class DrawProgress {
  readonly #terminal: Terminal;
  readonly #estimate = new Estimate(1, seconds());
  readonly #planned: ReadonlyMap<string, number>;
  readonly #done = new Map<string, number>();
  #shownAt = seconds();

  constructor(terminal: Terminal, costs: readonly DrawCost[]) {
    this.#terminal = terminal;
    this.#planned = new Map(costs.map((cost) => [nameOf(cost), cost.draws]));
    for (const cost of costs) this.#estimate.add(nameOf(cost), cost.seconds);
  }

  /** Seconds that passed since a line was last shown. */
  get #pause(): number {
    return seconds() - this.#shownAt;
  }

  stepped(step: DrawStep): void {
    const name = nameOf(step);
    const done = (this.#done.get(name) ?? 0) + 1;
    this.#done.set(name, done);
    this.#estimate.update(name, done / (this.#planned.get(name) ?? done));
    if (this.#pause < (this.#terminal.live ? REDRAW : PLAIN_LINE)) return;
    this.#shownAt = seconds();
    const left = duration(this.#estimate.remaining(seconds()));
    this.#show(`${drawnAs(step.source)}  ${Math.floor(100 * this.#estimate.fraction)} %  about ${left} left`);
  }

  close(): void {
    if (this.#terminal.live) this.#terminal.write("\r\u001b[K");
  }

  #show(line: string): void {
    if (this.#terminal.live) this.#terminal.write(`\r\u001b[K${visible(line).slice(0, this.#terminal.columns - 1)}`);
    else this.#terminal.say(line);
  }
}
