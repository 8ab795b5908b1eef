/** What is on the page as files: figures with their look and their settings inside, tables, bytes. */

export function download(name: string, content: BlobPart, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** What a figure owes to the page's style sheet, and must carry with it. */
const CARRIED = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "dominant-baseline",
  "visibility",
  "image-rendering",
] as const;

/** Room above a figure for its title, and for each line of its caption below, in its own units. */
const TITLE = 30;
const LINE = 15;
/** Letters of the caption in a line, for each unit of width. */
const LETTERS = 0.165;

/** What stands above a figure and below it on the page: its heading, and what a reader who cannot see it is told. */
function wordsOf(figure: SVGSVGElement): { readonly title: string; readonly caption: string } {
  const heading = figure.closest("figure")?.querySelector("h3")?.textContent?.trim();
  const said = figure.getAttribute("aria-label") ?? "";
  const title = heading ?? (/^[^.]*/.exec(said)?.[0] || "purecell");
  const rest = said.startsWith(title) ? said.slice(title.length).replace(/^[.\s]+/, "") : said;
  return { title, caption: rest.replace(/ ?(Arrow keys|Rows:).*$/s, "") };
}

/** Lines of so many letters at most, broken between words. */
function linesOf(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + word.length < letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The figure as a complete file for a paper: light whatever the page is, with title and caption, every style written out, `metadata` inside. */
export function svgText(figure: SVGSVGElement, metadata: unknown): string {
  return inLight(() => new XMLSerializer().serializeToString(standing(figure, metadata)));
}

/** Colours are read while the page is light; nothing is painted in between. */
function inLight<T>(act: () => T): T {
  const { dataset } = document.documentElement;
  const { theme } = dataset;
  dataset.theme = "light";
  try {
    return act();
  } finally {
    if (theme === undefined) delete dataset.theme;
    else dataset.theme = theme;
  }
}

function standing(figure: SVGSVGElement, metadata: unknown): SVGSVGElement {
  const copy = figure.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) throw new TypeError("only svg figures become files");
  const originals = [figure, ...figure.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  for (const [index, original] of originals.entries()) carryStyle(original, copies[index]);
  for (const control of copy.querySelectorAll("[data-control]")) control.remove();
  const { width, height } = figure.viewBox.baseVal;
  const { title, caption } = wordsOf(figure);
  const lines = linesOf(caption, LETTERS * width);
  const whole = TITLE + height + LINE * (lines.length + 1);
  const style = getComputedStyle(document.body);
  const add = (name: string, attributes: Readonly<Record<string, string | number>>, text = ""): SVGElement => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    element.textContent = text;
    return element;
  };
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("viewBox", `0 ${-TITLE} ${width} ${whole}`);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(whole));
  const font = { "font-family": style.fontFamily, fill: style.color, x: 8 };
  copy.prepend(
    add("metadata", {}, JSON.stringify(metadata)),
    add("rect", { y: -TITLE, width, height: whole, fill: style.backgroundColor }),
    add("text", { ...font, y: -10, "font-size": 16, "font-weight": 600 }, title),
  );
  copy.append(...lines.map((line, at) => add("text", { ...font, y: height + LINE * (at + 1), "font-size": 11 }, line)));
  return copy;
}

function carryStyle(original: Element, copy: Element): void {
  const style = getComputedStyle(original);
  for (const name of CARRIED) copy.setAttribute(name, style.getPropertyValue(name));
  for (const name of ["class", "style", "tabindex"]) copy.removeAttribute(name);
}

/** The same as an image, at twice the size. */
export async function pngOf(figure: SVGSVGElement, metadata: unknown): Promise<Blob> {
  const text = svgText(figure, metadata);
  const [width, height] = ["width", "height"].map((side) => Number(new RegExp(` ${side}="([\\d.]+)"`).exec(text)?.[1]));
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = new OffscreenCanvas(2 * width, 2 * height);
    canvas.getContext("2d")?.drawImage(image, 0, 0, 2 * width, 2 * height);
    return await canvas.convertToBlob({ type: "image/png" });
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Comma-separated, first line the names; what is undefined stays empty. */
export function csvText(names: readonly string[], rows: Iterable<readonly (number | string)[]>): string {
  const cell = (value: number | string) => (typeof value === "number" && Number.isNaN(value) ? "" : String(value));
  return [names, ...rows]
    .map((row) => row.map(cell).join(","))
    .join("\n")
    .concat("\n");
}
