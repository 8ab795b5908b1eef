/** A uniform sample of rows that pass by once (Li 1994, algorithm L): few random numbers however many rows there are. */
import { type Matrix, matrix } from "../../../math/matrix.js";
import { fold, type Key, uniform } from "../../../math/random.js";

export class Reservoir {
  readonly #size: number;
  readonly #source: Key;
  readonly #rows: Float64Array[] = [];
  #seen = 0;
  #draws = 0;
  /** Number of the next row that is taken in once the reservoir is full. */
  #next = -1;
  #spread = 1;

  constructor(size: number, source: Key) {
    this.#size = size;
    this.#source = source;
  }

  add({ rows, columns, data }: Matrix): void {
    for (let row = 0; row < rows; row++, this.#seen++) {
      const full = this.#rows.length === this.#size;
      if (full && this.#next < 0) this.#skip();
      if (full && this.#seen < this.#next) continue;
      const values = data.slice(row * columns, (row + 1) * columns);
      if (!full) this.#rows.push(values);
      else {
        this.#rows[Math.min(this.#size - 1, Math.floor(this.#draw(0) * this.#size))] = values;
        this.#skip();
      }
    }
  }

  /** [at most size x columns] */
  get sample(): Matrix {
    const columns = this.#rows[0]?.length ?? 0;
    const out = matrix(this.#rows.length, columns);
    this.#rows.forEach((row, k) => void out.data.set(row, k * columns));
    return out;
  }

  #skip(): void {
    this.#draws++;
    this.#spread *= Math.exp(Math.log(this.#draw(1)) / this.#size);
    this.#next = this.#seen + Math.floor(Math.log(this.#draw(2)) / Math.log1p(-this.#spread)) + 1;
  }

  /** Uniform on (0, 1]. */
  #draw(which: number): number {
    return 1 - uniform(fold(this.#source, this.#draws), 3)[which];
  }
}
