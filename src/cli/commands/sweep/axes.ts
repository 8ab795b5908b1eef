/** What `--vary` says of one setting: a list of values, or a range to draw from. */
import { UsageError } from "../../../math/errors.js";

/** A setting as it was typed. */
export interface Axis {
  readonly name: string;
  readonly values: readonly string[] | Range;
}

/** Uniform between the ends, or uniform in the logarithm. Ends without a decimal point or exponent give whole numbers. */
export interface Range {
  readonly low: number;
  readonly high: number;
  readonly isLog: boolean;
  readonly isWhole: boolean;
}

export const isRange = (values: Axis["values"]): values is Range => !Array.isArray(values);

/** Throws UsageError where a text is not of the form name=values, or a name comes twice. */
export function axesFrom(texts: readonly string[]): Axis[] {
  const axes = texts.map(axisFrom);
  const names = axes.map(({ name }) => name);
  const again = names.find((name, place) => names.indexOf(name) < place);
  if (again !== undefined)
    throw new UsageError(`--vary names ${again} twice; give all its values at once: --vary ${again}=a,b,c`);
  return axes;
}

function axisFrom(text: string): Axis {
  const at = text.indexOf("=");
  const name = text.slice(0, at).trim();
  const values = splitValues(text.slice(at + 1));
  if (at < 1 || values.includes(""))
    throw new UsageError(`--vary takes name=a,b,c, for example --vary activityEnergy=0.001,0.01; got "${text}".`);
  if (name === "seeds") throw new UsageError("every combination has the same seeds; give them with --seeds.");
  return { name, values: (values.length === 1 && rangeFrom(values[0])) || [...new Set(values)] };
}

/** At commas outside brackets and quotes, so that a value may be a list: layers=[8],[16,8]. */
function splitValues(text: string): string[] {
  const parts = text.match(/(?:\[[^\]]*\]|\{[^}]*\}|"[^"]*"|[^,])+|(?<=,|^)(?=,|$)/g) ?? [""];
  return parts.map((part) => part.trim());
}

const NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?`;
const RANGE = new RegExp(`^(${NUMBER})\\.\\.(${NUMBER})(:log)?$`, "i");

function rangeFrom(text: string): Range | undefined {
  const [, from, to, log] = RANGE.exec(text) ?? [];
  if (from === undefined || to === undefined) return undefined;
  const [low, high] = [Number(from), Number(to)];
  if (!(low < high)) throw new UsageError(`a range runs from the lower to the higher end; got "${text}".`);
  if (log !== undefined && low <= 0) throw new UsageError(`a logarithmic range lies above 0; got "${text}".`);
  return { low, high, isLog: log !== undefined, isWhole: /^[-+]?\d+$/.test(from) && /^[-+]?\d+$/.test(to) };
}
