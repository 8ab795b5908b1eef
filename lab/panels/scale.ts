/** Axes: from values to pixels, and round numbers to write beside them. */
export type Scale = (value: number) => number;

export const linear =
  ([low, high]: readonly [number, number], [from, to]: readonly [number, number]): Scale =>
  (value) =>
    from + ((value - low) / (high - low || 1)) * (to - from);

/** About `count` multiples of 1, 2 or 5 times a power of ten. */
export function ticks([low, high]: readonly [number, number], count = 5): number[] {
  const raw = (high - low) / count;
  if (!(raw > 0 && Number.isFinite(raw))) return [];
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= raw) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** A line through points [x, y]; gaps where a value is not finite. */
export function path(points: Iterable<readonly [number, number]>): string {
  let text = "";
  let drawing = false;
  for (const [x, y] of points) {
    const finite = Number.isFinite(x) && Number.isFinite(y);
    if (finite) text += `${drawing ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
    drawing = finite;
  }
  return text;
}
