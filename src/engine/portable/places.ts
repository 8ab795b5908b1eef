/** Where the arrays of a step lie in memory: some for good, others for a while. */
import { aligned, type Lifetime, placesOf } from "./layout.js";
import type { Addresses } from "./task.js";
import type { Value } from "./values.js";

const BYTES = 4;
const PAGE = 65_536;
/** Addresses below are left alone. */
const START = 1024;

export class Places implements Addresses {
  readonly fixed: (readonly [number, Int32Array])[] = [];
  private readonly places = new Map<string, number>();
  private readonly tables = new Map<string, number>();
  private end = START;
  scratch = 0;

  of({ array, offset }: Value): number {
    const place = this.places.get(array);
    if (place === undefined) throw new RangeError(`"${array}" has no place`);
    return place + BYTES * offset;
  }

  table(numbers: readonly number[]): number {
    const key = numbers.join();
    const known = this.tables.get(key);
    if (known !== undefined) return known;
    const place = this.reserve(BYTES * numbers.length);
    this.tables.set(key, place);
    this.fixed.push([place, Int32Array.from(numbers)]);
    return place;
  }

  reserve(bytes: number): number {
    const place = this.end;
    this.end += aligned(bytes);
    return place;
  }

  put(array: string, bytes: number): number {
    const place = this.reserve(bytes);
    this.places.set(array, place);
    return place;
  }

  share(array: string, place: number): void {
    this.places.set(array, place);
  }

  has(array: string): boolean {
    return this.places.has(array);
  }

  /** Lays out arrays that live for a while, behind all others. */
  layOut(lifetimes: readonly Lifetime[]): void {
    const { places, end } = placesOf(lifetimes, this.end);
    for (const [array, place] of places) this.places.set(array, place);
    this.end = end;
  }

  get pages(): number {
    return Math.ceil((this.end + PAGE) / PAGE);
  }
}
