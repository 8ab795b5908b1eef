/** A figure on a page: its panels flow, side by side where there is room and below one another on a phone. */
import type { Figure } from "../protocols.js";
import { type Html, html, slug, trusted } from "./html.js";

/** With number, title, caption and, folded, what it shows in words. */
export function figureBlock(figure: Figure, number: number): Html {
  return html`<figure id="figure-${slug(figure.id)}">
${drawing(figure)}
<figcaption><strong>Figure ${number}. ${withStop(figure.title)}</strong> ${figure.caption}
<details><summary>In words</summary><p>${figure.summary}</p></details></figcaption>
</figure>`;
}

const withStop = (title: string): string => (/[.!?]$/.test(title) ? title : `${title}.`);

/** One image to those who hear it. */
const drawing = ({ title, svg }: Figure): Html =>
  html`<div class="panels" role="img" aria-label="${title}">${trusted(panelsOf(svg))}</div>`;

const MARK = /<g data-panel="([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+)"/;

/** Every panel as a drawing of its own size. Figures of older versions, whose panels are not marked, stay whole. */
function panelsOf(svg: string): string {
  const pieces = svg.replace(/<\/svg>\s*$/, "").split(/(?=<g data-panel=")/);
  const panels = pieces.slice(1).map((piece) => {
    const [, x, y, width, height] = MARK.exec(piece) ?? [];
    return panelOf(Number(width), `${x} ${y} ${width} ${height}`, piece);
  });
  if (panels.length > 0) return panels.join("\n");
  const [, width = "640"] = /<svg[^>]*\bwidth="([\d.]+)"/.exec(svg) ?? [];
  return svg
    .replace("<svg", `<svg aria-hidden="true" class="panel" style="--width:${width}"`)
    .replace(' role="img"', "");
}

const panelOf = (width: number, viewBox: string, drawn: string): string =>
  `<svg aria-hidden="true" class="panel" color="#1b1b1b" style="--width:${Math.ceil(width)}" viewBox="${viewBox}" xmlns="http://www.w3.org/2000/svg">${drawn}</svg>`;
