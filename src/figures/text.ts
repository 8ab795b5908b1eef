/** How wide text will be, without a browser to ask: widths of DejaVu Sans by kind of letter, rounded up. */

const NARROW = /[ijlItf.,:;'|!()[\]/ ]/;
const WIDE = /[mwMWOQ@%—]/;
const CAPITAL = /[A-Z0-9+=<>≥≤±−~#&]/;

const letterWidth = (letter: string): number =>
  NARROW.test(letter) ? 0.38 : WIDE.test(letter) ? 0.95 : CAPITAL.test(letter) ? 0.68 : 0.61;

/** Width in px of one line of text at `size` px; bold is a tenth wider. */
export function textWidth(text: string, size: number, bold = false): number {
  const ems = [...text].reduce((sum, letter) => sum + letterWidth(letter), 0);
  return ems * size * (bold ? 1.12 : 1);
}

/** Lines no wider than `width` px, broken at spaces; a single longer word keeps a line of its own. */
export function wrapText(text: string, width: number, size: number, bold = false): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && textWidth(longer, size, bold) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** A number for a label: three significant digits, a real minus sign. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return "undefined";
  const size = Math.abs(value);
  const text =
    size !== 0 && (size < 1e-3 || size >= 1e5) ? value.toExponential(1) : String(Number(value.toPrecision(3)));
  return text.replace("-", "−");
}

const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Ticks of a log axis: 10⁻³, but 0.01 to 100 in plain figures, and nothing between powers of ten. */
export function powerOfTen(value: number): string {
  const exponent = Math.round(Math.log10(value));
  if (Math.abs(Math.log10(value) - exponent) > 1e-9) return "";
  if (Math.abs(exponent) <= 2) return String(Number(value.toPrecision(1)));
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPT[Number(digit)]).join("");
  return `10${exponent < 0 ? "⁻" : ""}${digits}`;
}
