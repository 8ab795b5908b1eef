/** Grids and layouts as plain data and as text. */
import type { FactorGrid, GridFactor } from "../../../protocols.js";
import type { ImageLayout } from "../../../tasks/index.js";

export function describeFactor({ name, kind, values, period, levels }: GridFactor) {
  return { name, kind, values, ...(period === undefined ? {} : { period }), ...(levels && { levels }) };
}

/** Of a grid, one line for every factor. */
export function factorLines({ factors }: FactorGrid): string[] {
  const width = Math.max(...factors.map(({ name }) => name.length));
  return factors.map(({ name, kind, values, levels }) => {
    const shown = levels ? shortList(levels) : values.length > 1 ? rangeOf(values) : String(values[0]);
    return `${name.padEnd(width)}  ${String(values.length).padStart(2)} ${kind.padEnd(11)}  ${shown}`;
  });
}

const shortList = (words: readonly string[]): string => words.slice(0, 6).join(", ") + (words.length > 6 ? " ..." : "");

const rangeOf = (values: readonly number[]): string => `${rounded(values[0])} to ${rounded(values[values.length - 1])}`;

const rounded = (value: number): string => String(Number(value.toPrecision(4)));

export function describeLayout(layout: ImageLayout) {
  const { name, title, source, where, format, grid, channels, notes = [] } = layout;
  const held =
    layout.format === "png"
      ? { sides: layout.sides }
      : {
          images: layout.images,
          labels: layout.labels ?? null,
          others: layout.others,
          checksums: layout.checksums,
        };
  const factors = grid.factors.map(describeFactor);
  return { name, title, source, where, format, channels, count: grid.count, factors, notes, ...held };
}

/** What a file of the layout must hold. */
export function heldLines(layout: ImageLayout): string[] {
  if (layout.format === "png") {
    const sizes = layout.sides.map((side) => `${side} x ${side}`).join(" or ");
    return [
      `a folder of ${layout.grid.count} PNG images, ${sizes}: 000000.png, 000001.png, ...; no checksum is published`,
    ];
  }
  const { images, labels, others, checksums } = layout;
  const arrays = [images, ...(labels ? [labels] : []), ...others];
  const sums = Object.entries(checksums).map(([sum, title]) => `MD5 ${sum}  ${title}`);
  return [
    `${layout.format}: ${arrays.map(({ name, shape, dtype }) => `${name} ${shape.join(" x ")} ${dtype}`).join(", ")}`,
    ...(sums.length > 0 ? sums : ["no checksum is published"]),
  ];
}
