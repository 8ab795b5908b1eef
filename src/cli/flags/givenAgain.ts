/** Flags of one value that were given more than once: the last counts, which is said, since another may have been meant, or all. */
import { typedName, type Valued } from "./flag.js";

interface Given {
  readonly flag: Valued<unknown>;
  readonly values: readonly string[];
}

export class GivenAgain {
  readonly #given = new Map<string, Given>();

  /** Takes down a value of a flag, and gives it back. */
  heard(name: string, flag: Valued<unknown>, value: string): string {
    const earlier = this.#given.get(name)?.values ?? [];
    this.#given.set(name, { flag, values: [...earlier, value] });
    return value;
  }

  /** A sentence for each flag that was given different values. */
  notes(): string[] {
    const different = [...this.#given].filter(([, { values }]) => new Set(values).size > 1);
    return different.map(([name, given]) => noteOn(typedName(name), given));
  }
}

const LISTS = ["<list>", "<names>"];

function noteOn(typed: string, { flag, values }: Given): string {
  const times = values.length === 2 ? "twice" : `${values.length} times`;
  const several = LISTS.includes(flag.argument) ? ` (several stand between commas: ${typed} ${values.join(",")})` : "";
  return `${typed} given ${times}: the last, ${values.at(-1)}, is used${several}`;
}
