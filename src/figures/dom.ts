/** Building SVG elements, and writing them as XML. The same text whichever document drew them. */

const SVG_NAMESPACE = "http://www.w3.org/2000/svg";

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One SVG element; undefined attributes are left out, strings among the children become text. */
export function element(
  document: Document,
  name: string,
  attributes: Attributes = {},
  children: readonly (Node | string)[] = [],
): SVGElement {
  const node = document.createElementNS(SVG_NAMESPACE, name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) node.setAttribute(key, String(typeof value === "number" ? round(value) : value));
  }
  for (const child of children) node.append(child);
  return node;
}

/** Coordinates to a hundredth of a px. */
export const round = (value: number): number => Math.round(value * 100) / 100;

/** Escapes text for XML and HTML, quotes included; characters that XML forbids are dropped. */
export function escapeText(text: string): string {
  return [...text]
    .filter((character) => isXmlCharacter(character.codePointAt(0) ?? 0))
    .join("")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** The character range of XML 1.0, section 2.2. */
function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return code < 0xd800 || (code > 0xdfff && code !== 0xfffe && code !== 0xffff);
}

/** Element, attributes in alphabetical order, children; style elements are left out (the theme is in the attributes). */
export function serialise(node: Node): string {
  if (node.nodeType === 3) return escapeText(node.textContent ?? "");
  if (node.nodeType !== 1) return "";
  const { localName, attributes, childNodes } = node as Element;
  if (localName === "style") return "";
  const written = [...attributes]
    .map(({ name, value }) => ` ${name}="${escapeText(value)}"`)
    .sort()
    .join("");
  const content = [...childNodes].map(serialise).join("");
  return content === "" ? `<${localName}${written}/>` : `<${localName}${written}>${content}</${localName}>`;
}
