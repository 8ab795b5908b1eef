/** Tables of reports. On a phone every row is a card, its cells each with the title of their column. */
import type { Json } from "../protocols.js";
import { type Html, html } from "./html.js";

export interface TableData {
  /** Named to those who hear the page. */
  readonly name: string;
  readonly columns: readonly string[];
  /** The first cell names its row. */
  readonly rows: readonly (readonly (string | Html)[])[];
  /** Columns from this one on are numbers; none unless given. */
  readonly numbersFrom?: number;
}

/** Two columns fit everywhere; more become cards. Columns in which no row has anything are left out. */
export function tableOf({ name, columns, rows, numbersFrom = columns.length }: TableData): Html {
  const told = columns
    .map((title, at) => ({ title, at, kind: at >= numbersFrom ? "number" : "word" }))
    .filter(({ at }) => at === 0 || rows.length === 0 || rows.some((row) => row[at] !== ""));
  const head = told.map(({ title, kind }) => html`<th scope="col" class="${kind}">${title}</th>`);
  const body = rows.map((row) => html`<tr>${told.map((column) => cellOf(column, row[column.at] ?? ""))}</tr>`);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${name}"><table class="${told.length > 2 ? "cards" : "pairs"}">
<thead><tr>${head}</tr></thead>
<tbody>${body}</tbody></table></div>`;
}

interface Column {
  readonly title: string;
  readonly at: number;
  readonly kind: string;
}

/** Cards name the column beside the cell. */
const cellOf = ({ title, at, kind }: Column, cell: string | Html): Html =>
  at === 0
    ? html`<th scope="row" data-column="${title}">${cell}</th>`
    : html`<td class="${kind}" data-column="${title}">${cell}</td>`;

/** Names and values. */
export const pairTable = (name: string, pairs: Readonly<Record<string, Json>>): Html =>
  tableOf({
    name,
    columns: ["Name", "Value"],
    rows: Object.entries(pairs).map(([key, value]) => [key, plainText(value)]),
  });

function plainText(value: Json): string {
  if (value === null) return "none";
  if (Array.isArray(value)) return value.map(plainText).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
