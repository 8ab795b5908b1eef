/** Places in memory for arrays, each from the task that writes it first to the one that reads it last; then others take its place. */

/** An array that is needed from one task to another, both by number. */
export interface Lifetime {
  readonly array: string;
  readonly bytes: number;
  readonly from: number;
  readonly to: number;
}

interface Placed extends Lifetime {
  readonly address: number;
}

/** Vectors begin at multiples of this many bytes; caches work by lines of 64. */
const LINE = 64;

export const aligned = (bytes: number): number => Math.ceil(bytes / LINE) * LINE;

/** Addresses from `start` on, and where the last array ends: each at the lowest place that is free while it lives, large ones first. */
export function placesOf(lifetimes: readonly Lifetime[], start: number): { places: Map<string, number>; end: number } {
  const placed: Placed[] = [];
  let end = start;
  for (const lifetime of [...lifetimes].sort((a, b) => b.bytes - a.bytes || a.from - b.from)) {
    const address = lowestFree(lifetime, placed, start);
    placed.push({ ...lifetime, address });
    end = Math.max(end, address + aligned(lifetime.bytes));
  }
  return { places: new Map(placed.map(({ array, address }) => [array, address])), end };
}

function lowestFree({ bytes, from, to }: Lifetime, placed: readonly Placed[], start: number): number {
  const beside = placed.filter((other) => other.from <= to && other.to >= from).sort((a, b) => a.address - b.address);
  let address = start;
  for (const other of beside) {
    if (address + aligned(bytes) <= other.address) break;
    address = Math.max(address, other.address + aligned(other.bytes));
  }
  return address;
}
