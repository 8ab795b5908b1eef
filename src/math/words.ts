/** "1 unit", "3 units": a count with its noun. Nouns that take no "s" bring their plural. */
export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${count} ${count === 1 ? noun : plural}`;
