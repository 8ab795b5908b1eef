/** A table in letters of one width. */

/** Columns of words begin, columns of numbers end at one place; the first line is the header. */
export function textTable(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = header.map((name, column) => Math.max(name.length, ...rows.map((cells) => cells[column].length)));
  const isNumber = header.map((_, column) =>
    rows.every((cells) => /^(-|NaN|[-+]?[\d.]+(e[-+]?\d+)?)$/.test(cells[column])),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (isNumber[column] ? cell.padStart(widths[column]) : cell.padEnd(widths[column])))
      .join("  ")
      .trimEnd();
  return [header, ...rows].map(line);
}
