/**
 * Names of columns as pandas keeps them in attributes: lists that Python pickled in protocol 0, which is text. Source: the list of
 * opcodes in CPython's `pickletools`.
 */

/** Dictionaries are maps; what is none of these is not read. */
export type Pickled = string | number | null | readonly Pickled[] | ReadonlyMap<Pickled, Pickled>;

type Growing = string | number | null | Growing[] | Map<Growing, Growing>;

/** Undefined for text that is no pickle, or holds more than lists, tuples, dictionaries, texts and numbers. */
export function unpickled(text: string): Pickled | undefined {
  const machine = new Machine(text);
  try {
    return machine.run();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A stack on which each opcode leaves its value. */
class Machine {
  readonly #text: string;
  #at = 0;
  readonly #stack: Growing[] = [];
  readonly #marks: number[] = [];
  readonly #memo = new Map<string, Growing>();

  constructor(text: string) {
    this.#text = text;
  }

  run(): Pickled {
    while (this.#at < this.#text.length) {
      const code = this.#text[this.#at++];
      if (code === ".") return this.#top();
      this.#step(code);
    }
    throw new RangeError("no end");
  }

  #step(code: string): void {
    switch (code) {
      case "(":
        this.#marks.push(this.#stack.length);
        return;
      case "l":
      case "t":
        this.#stack.push(this.#sinceMark());
        return;
      case "d":
        this.#stack.push(pairsOf(this.#sinceMark()));
        return;
      case "p":
        this.#memo.set(this.#line(), this.#top());
        return;
      case "g":
        this.#stack.push(this.#remembered(this.#line()));
        return;
      case "a":
        this.#append();
        return;
      case "s":
        this.#setItem();
        return;
      default:
        this.#stack.push(this.#plain(code));
    }
  }

  /** Texts as in Python's "raw-unicode-escape"; numbers; none. */
  #plain(code: string): Growing {
    if (code === "N") return null;
    const line = "VSIFL".includes(code) ? this.#line() : undefined;
    if (line === undefined) throw new RangeError(`opcode ${code}`);
    if (code === "V")
      return line.replace(/\\u([\da-f]{4})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
    if (code === "S") return line.slice(1, -1);
    return Number(line.replace(/L$/, ""));
  }

  #line(): string {
    const end = this.#text.indexOf("\n", this.#at);
    if (end < 0) throw new RangeError("no end of line");
    const line = this.#text.slice(this.#at, end);
    this.#at = end + 1;
    return line;
  }

  #top(): Growing {
    const value = this.#stack.at(-1);
    if (value === undefined) throw new RangeError("nothing there");
    return value;
  }

  #pop(): Growing {
    const value = this.#top();
    this.#stack.pop();
    return value;
  }

  #sinceMark(): Growing[] {
    const mark = this.#marks.pop();
    if (mark === undefined) throw new RangeError("no mark");
    return this.#stack.splice(mark);
  }

  #remembered(key: string): Growing {
    const value = this.#memo.get(key);
    if (value === undefined) throw new RangeError("nothing of that name");
    return value;
  }

  #append(): void {
    const item = this.#pop();
    const list = this.#top();
    if (!Array.isArray(list)) throw new RangeError("no list");
    list.push(item);
  }

  #setItem(): void {
    const [value, key] = [this.#pop(), this.#pop()];
    const map = this.#top();
    if (!(map instanceof Map)) throw new RangeError("no dictionary");
    map.set(key, value);
  }
}

const pairsOf = (items: readonly Growing[]): Map<Growing, Growing> =>
  new Map(items.flatMap((item, at) => (at % 2 === 0 ? [[item, items[at + 1] ?? null] as const] : [])));
