/** Parts that reports share: notes, what is folded away, what is there to be copied, how to get the numbers again. */
import type { Json } from "../protocols.js";
import { bibtexOf } from "./bibliography.js";
import { type Html, html } from "./html.js";
import { pairTable } from "./tables.js";

/** What a paper that uses the numbers would quote. */
export interface PaperData {
  /** A short paragraph for a methods section, ready to paste. */
  readonly methods?: string | undefined;
  /** How its headline was chosen, and where everything else stands. */
  readonly rule?: string | undefined;
  /** All settings and scores in sentences, where the paragraph has but the headline. */
  readonly supplement?: string | undefined;
  /** Texts that name works, e.g. "Solstad et al. 2008"; those that are known come as BibTeX. */
  readonly cited: readonly string[];
}

export interface AgainData {
  readonly command?: string | undefined;
  readonly settings?: Readonly<Record<string, Json>>;
  /** Engine, versions, seeds: all that is needed to get the same numbers again. */
  readonly provenance: Readonly<Record<string, Json>>;
}

export const noteList = (notes: readonly string[] | undefined): Html | undefined =>
  notes && notes.length > 0 ? html`<ul>${notes.map((note) => html`<li>${note}</li>`)}</ul>` : undefined;

export const folded = (summary: string, body: Html): Html =>
  html`<details><summary>${summary}</summary>${body}</details>`;

/** A text with a button that copies it. */
const copyable = (id: string, what: string, text: Html): Html =>
  html`<div class="copyable"><button type="button" hidden data-copies="${id}">Copy ${what}</button>
${text}</div>`;

/** Methods paragraph, and BibTeX of purecell and of what it used. */
export function paperPart(
  { methods, rule, supplement, cited }: PaperData,
  provenance: Readonly<Record<string, Json>>,
): Html {
  const { purecell } = provenance;
  const entries = bibtexOf(
    [methods ?? "", supplement ?? "", ...cited],
    typeof purecell === "string" ? purecell : undefined,
  );
  return html`${methods === undefined ? undefined : copyable("methods-text", "paragraph", html`<p id="methods-text" class="marked">${methods}</p>`)}
${rule === undefined ? undefined : html`<p class="soft">${rule}</p>`}
${supplement === undefined ? undefined : folded("In full, for a supplement", copyable("supplement-text", "supplement", html`<p id="supplement-text" class="marked">${supplement}</p>`))}
${copyable("bibtex", "BibTeX", html`<pre id="bibtex" class="marked" tabindex="0" role="region" aria-label="BibTeX">${entries}</pre>`)}`;
}

/** The command stands open; settings and versions are folded. */
export const againPart = ({ command, settings, provenance }: AgainData): Html =>
  html`${command === undefined ? undefined : copyable("command", "command", html`<pre id="command" class="marked">${command}</pre>`)}
${settings && folded("Settings", pairTable("Settings", settings))}
${folded("Engine, versions, seeds", pairTable("Engine, versions, seeds", provenance))}`;
