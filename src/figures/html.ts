/** HTML in which every inserted value is escaped unless it is itself HTML made here. */
import { escapeText } from "./dom.js";

/** Markup that is safe to insert as it stands. */
export interface Html {
  readonly markup: string;
}

type Insertable = string | number | Html | readonly Html[] | undefined;

/** Template tag: strings and numbers are escaped, Html is inserted as it stands, undefined leaves nothing. */
export function html(fixed: TemplateStringsArray, ...inserted: readonly Insertable[]): Html {
  return { markup: fixed.map((text, i) => text + markupOf(inserted[i])).join("") };
}

function markupOf(value: Insertable): string {
  if (value === undefined) return "";
  if (typeof value === "string" || typeof value === "number") return escapeText(String(value));
  return "markup" in value ? value.markup : value.map(({ markup }) => markup).join("\n");
}

/** Markup that was made and escaped elsewhere, e.g. a figure's SVG. Never user text. */
export const trusted = (markup: string): Html => ({ markup });

/** A name usable as an HTML id: letters, digits and hyphens. */
export const slug = (text: string): string => text.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "") || "item";
