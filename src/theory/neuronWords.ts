/** Which neurons, and which parts of their directions, are worth showing: the rest is what a solver leaves behind. */
import type { Neuron } from "./types.js";

/** Parts of a direction smaller than this part of the largest, both in standard deviations, are not shown: 0.25 % of its square. */
const VISIBLE = 0.05;
/** Neurons that pay less than this part of the cost are not listed. */
const LISTED = 5e-4;
/** All others together are not mentioned below this. */
const MENTIONED = 1e-4;

/** Whether a neuron pays at least 0.05 % of the cost: what pays less is what a solver leaves behind. */
export const isListed = ({ energyShare }: Neuron): boolean => energyShare >= LISTED;

export interface DirectionPart {
  readonly name: string;
  readonly value: number;
}

/** Visible parts of a direction [coordinates], the largest first, as a unit vector; `spreads` are the factors' standard deviations. */
export function visibleParts(
  { direction }: Pick<Neuron, "direction">,
  names: readonly string[],
  spreads: readonly number[],
): DirectionPart[] {
  const sizes = direction.map((value, i) => Math.abs(value) * spreads[i]);
  const least = VISIBLE * Math.max(...sizes);
  const shown = [...direction.keys()].filter((i) => sizes[i] > least);
  const length = Math.hypot(...shown.map((i) => direction[i]));
  return shown
    .map((i) => ({ name: names[i], value: direction[i] / length }))
    .sort((a, b) => roundedSize(b.value) - roundedSize(a.value));
}

/** Sizes that look equal keep the order of the columns. */
const roundedSize = (value: number): number => Number(Math.abs(value).toPrecision(6));

/** "+0.707 x  −0.707 y" */
export const partsText = (parts: readonly DirectionPart[]): string =>
  parts.map(({ name, value }) => `${value < 0 ? "−" : "+"}${sizeText(Math.abs(value))} ${name}`).join("  ");

/** Three decimals, or three digits where those would show nothing. */
const sizeText = (size: number): string => (size < 0.01 ? String(Number(size.toPrecision(3))) : size.toFixed(3));

/** "3 more pay 0.04 % of the cost"; empty where they pay nearly nothing. */
export function unlistedText(neurons: readonly Neuron[]): string {
  const others = neurons.filter((neuron) => !isListed(neuron));
  const share = others.reduce((sum, { energyShare }) => sum + energyShare, 0);
  if (share < MENTIONED) return "";
  const pay = others.length === 1 ? "one more pays" : `${others.length} more pay`;
  return `${pay} ${Number((100 * share).toPrecision(2))} % of the cost`;
}
