/** The shell of every report: one HTML file that asks nothing of any other machine, readable on paper and by ear. */
import type { Figure } from "../protocols.js";
import { COPY_SCRIPT, COPY_SCRIPT_HASH } from "./copyScript.js";
import { figureBlock } from "./figureBlock.js";
import { type Html, html, trusted } from "./html.js";
import { REPORT_STYLE } from "./reportStyle.js";

export interface PageSection {
  /** Of the address: unique on the page. */
  readonly id: string;
  readonly title: string;
  /** Undefined leaves the section out, and its line of the contents. */
  readonly body: Html | undefined;
}

/** The number to remember, and what it is a number of. */
export interface Headline {
  readonly value: string;
  readonly label: string;
}

export interface PageData {
  readonly title: string;
  /** What it is about: files, source, run. */
  readonly subject?: string | undefined;
  readonly headline?: Headline | undefined;
  /** The answer in a sentence. */
  readonly lead: string;
  /** The figure to look at first. */
  readonly hero?: Figure | undefined;
  readonly sections: readonly PageSection[];
}

/** Title, headline, sentence and first figure, then the sections, with their contents beside them. */
export function reportPage({ title, subject, headline, lead, hero, sections }: PageData): string {
  const kept = sections.flatMap(({ body, ...section }) => (body === undefined ? [] : [{ ...section, body }]));
  return page(
    title,
    html`<header><h1>${title}</h1>
${subject === undefined ? undefined : html`<p class="soft">${subject}</p>`}
${headline && headlineOf(headline)}
<p class="lead">${lead}</p></header>
${hero && html`<div class="hero">${figureBlock(hero, 1)}</div>`}
${kept.map(
  ({ id, title, body }) => html`<section id="${id}"><h2>${title}</h2>
${body}</section>`,
)}`,
    kept,
  );
}

const headlineOf = ({ value, label }: Headline): Html =>
  html`<p class="headline"><strong>${value}</strong> <span>${label}</span></p>`;

/** Of one section there is nothing to choose. */
function contents(sections: readonly Pick<PageSection, "id" | "title">[]): Html | undefined {
  if (sections.length < 2) return undefined;
  const lines = sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`);
  return html`<nav class="contents" aria-label="Contents"><ul>${lines}</ul></nav>`;
}

/** The policy line forbids every request, and every script but that of the copy buttons, whatever the page is given to show. */
function page(title: string, body: Html, sections: readonly Pick<PageSection, "id" | "title">[]): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${COPY_SCRIPT_HASH}'">
<meta name="generator" content="purecell">
<title>${title}</title>
<style>${trusted(REPORT_STYLE)}</style>
</head>
<body>${contents(sections)}
<main>
${body}
</main>
<script>${trusted(COPY_SCRIPT)}</script></body>
</html>
`.markup;
}
