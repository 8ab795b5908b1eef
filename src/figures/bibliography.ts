/** The works that reports name, as BibTeX. */
import { escapeLatex, WORKS, type Work } from "./works.js";

/** Entries of the works that the texts name, in the order of the list, after purecell's own. Texts are as they are read. */
export function bibtexOf(texts: readonly string[], version: string | undefined): string {
  const own =
    "@software{purecell,\n  author = {{The purecell authors}},\n" +
    "  title = {purecell: pure and mixed neurons in nonnegative, energy-efficient networks},\n" +
    `${version === undefined ? "" : `  version = {${version}},\n`}}`;
  return [own, ...WORKS.filter((work) => texts.some((text) => isNamed(text, work))).map(entryOf)].join("\n\n");
}

/** Keys of the works that a text names. */
export const worksNamed = (text: string): string[] => WORKS.filter((work) => isNamed(text, work)).map(({ key }) => key);

/**
 * "Solstad et al. 2008" anywhere, or a list of names that begins with the first author and ends with the year: "Chen, Li, Grosse and
 * Duvenaud, Isolating sources ..., NeurIPS 2018". A second author begins no list: a comma or "and" stands before it.
 */
function isNamed(text: string, { first, named }: Work): boolean {
  const short = `\\b${first}(?: et al\\.?,?)?(?: and \\p{L}+)? \\(?${named}`;
  const begin = "(?:^ ?|[;(:] ?|\\b(?:after|by|of) )";
  const long = `${begin}${first}\\b(?: et al)?(?:(?!et al)[^;]){0,260}?\\b${named}`;
  return new RegExp(`${short}|${long}`, "u").test(text);
}

function entryOf({ key, kind, authors, title, fields, year }: Work): string {
  const lines = [
    `  author = {${escapeLatex(authors)}}`,
    `  title = {${escapeLatex(title)}}`,
    ...Object.entries(fields).map(([name, value]) => `  ${name} = {${escapeLatex(value)}}`),
    `  year = {${year}}`,
  ];
  return `@${kind}{${key},\n${lines.join(",\n")}\n}`;
}
