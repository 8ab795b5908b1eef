/** Axes with readable ticks: linear or logarithmic, over a domain known beforehand. */
import { formatNumber, powerOfTen } from "./text.js";

export type Domain = readonly [low: number, high: number];

/** An axis named in its middle, without an arrow. */
export const axis = (label: string | null) => ({ label, labelAnchor: "center", labelArrow: "none" }) as const;

/** An axis over exactly this domain. */
export function scaledAxis(label: string, domain: Domain, log = false) {
  const named = { ...axis(label), domain: [...domain] };
  return log ? { ...named, type: "log" as const, ...logTicks(domain) } : { ...named, ticks: 5 };
}

/** Of a categorical axis: a tick for each level, under its name. */
export const levelTicks = (names: readonly string[]) => ({
  ticks: names.map((_, level) => level),
  tickFormat: (level: number) => names[level] ?? "",
});

/**
 * Extremes of the finite values (above zero on a log axis), widened at both ends by `margin` times their distance.
 * Never empty: a single value gets room on both sides.
 */
export function domainOf(values: readonly number[], log = false, margin = 0): Domain {
  const known = values.filter((value) => Number.isFinite(value) && (!log || value > 0));
  if (known.length === 0) return log ? [0.1, 10] : [0, 1];
  const low = known.reduce((a, b) => Math.min(a, b));
  const high = known.reduce((a, b) => Math.max(a, b));
  if (log) {
    const factor = high > low ? (high / low) ** margin : 2;
    return [low / factor, high * factor];
  }
  const room = high > low ? margin * (high - low) : 0.5 * Math.abs(high) || 0.5;
  return [low - room, high + room];
}

/** Powers of ten; over less than two of them also their double and fivefold. */
function logTicks([low, high]: Domain) {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const decades = Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i));
  const inside = (ticks: readonly number[]) =>
    ticks.filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
  const powers = inside(decades);
  if (powers.length >= 3) {
    const step = Math.ceil(powers.length / 7);
    return { ticks: powers.filter((_, i) => (powers.length - 1 - i) % step === 0), tickFormat: powerOfTen };
  }
  return { ticks: inside(decades.flatMap((power) => [power, 2 * power, 5 * power])), tickFormat: formatNumber };
}
