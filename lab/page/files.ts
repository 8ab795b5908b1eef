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

/** The figure as a complete file: every style written out, `metadata` inside. */
export function svgText(figure: SVGSVGElement, metadata: unknown): string {
  const copy = figure.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) throw new TypeError("only svg figures become files");
  const originals = [figure, ...figure.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  for (const [index, original] of originals.entries()) carryStyle(original, copies[index]);
  for (const control of copy.querySelectorAll("[data-control]")) control.remove();
  const { width, height } = figure.viewBox.baseVal;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  const paper = document.createElementNS(copy.namespaceURI, "rect");
  paper.setAttribute("width", String(width));
  paper.setAttribute("height", String(height));
  paper.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
  const note = document.createElementNS(copy.namespaceURI, "metadata");
  note.textContent = JSON.stringify(metadata);
  copy.prepend(note, paper);
  return new XMLSerializer().serializeToString(copy);
}

function carryStyle(original: Element, copy: Element): void {
  const style = getComputedStyle(original);
  for (const name of CARRIED) copy.setAttribute(name, style.getPropertyValue(name));
  for (const name of ["class", "style", "tabindex"]) copy.removeAttribute(name);
}

/** The same as an image, at twice the size. */
export async function pngOf(figure: SVGSVGElement, metadata: unknown): Promise<Blob> {
  const { width, height } = figure.viewBox.baseVal;
  const address = URL.createObjectURL(new Blob([svgText(figure, metadata)], { type: "image/svg+xml" }));
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
