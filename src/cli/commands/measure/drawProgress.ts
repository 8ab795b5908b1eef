/** One line on how far the draws are, and how long the rest will take; chance levels as they come. */
import { type DrawSource, drawnAs } from "../../../metrics/index.js";
import { duration } from "../../terminal/duration.js";
import { Narration } from "../../terminal/narration.js";
import type { Terminal } from "../../terminal/terminal.js";
import { Estimate } from "../../training/estimate.js";

/** The draws of one metric from one source, and the seconds they should take, from its first evaluation. */
export interface DrawCost {
  readonly name: string;
  readonly source: DrawSource;
  readonly draws: number;
  readonly seconds: number;
}

const seconds = () => performance.now() / 1000;
const nameOf = ({ source, name }: Pick<DrawCost, "source" | "name">) => `${source} ${name}`;

export class DrawProgress {
  readonly #narration: Narration;
  readonly #estimate: Estimate;
  readonly #planned: ReadonlyMap<string, number>;
  readonly #done = new Map<string, number>();

  constructor(terminal: Terminal, costs: readonly DrawCost[], lanes: number) {
    this.#narration = new Narration(terminal);
    this.#estimate = new Estimate(Math.max(1, lanes), seconds());
    this.#planned = new Map(costs.map((cost) => [nameOf(cost), cost.draws]));
    for (const cost of costs) this.#estimate.add(nameOf(cost), cost.seconds);
  }

  /** One metric was evaluated on one draw; true where that was the last of the source. */
  stepped(step: Pick<DrawCost, "source" | "name">): boolean {
    const name = nameOf(step);
    const done = (this.#done.get(name) ?? 0) + 1;
    const planned = this.#planned.get(name) ?? done;
    this.#done.set(name, done);
    this.#estimate.update(name, done / planned);
    const left = duration(this.#estimate.remaining(seconds()));
    this.#narration.update(
      `${drawnAs(step.source)}  ${Math.floor(100 * this.#estimate.fraction)} %  about ${left} left`,
    );
    return done === planned;
  }

  /** A line that stays. */
  say(line: string): void {
    this.#narration.say(line);
  }

  close(): void {
    this.#narration.clear();
  }
}
