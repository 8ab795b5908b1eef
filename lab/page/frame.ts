/** What of the page is hidden, and what begins by itself: for a lab inside a lesson, a talk or a paper. Part of the address. */
import { type Theme, themes } from "./theme.js";

/** Parts that an address can hide. */
export const HIDEABLE = ["header", "settings", "share", "transport"] as const;
export type Hideable = (typeof HIDEABLE)[number];

/** What `embed` hides: the figure, its verdict and the buttons that train stay. */
const EMBED: readonly Hideable[] = ["header", "settings", "share"];

type Given = readonly (readonly [name: string, text: string])[];

export interface Frame {
  readonly hidden: readonly Hideable[];
  /** Trains as soon as the view is there. */
  readonly plays: boolean;
  /** Whatever this browser shows elsewhere. */
  readonly theme: Theme | undefined;
  /** The same as an address writes it. */
  readonly given: Given;
}

const NAMES = ["embed", "hide", "play", "theme"];

/** The frame that an address asks for, the rest of the address, and what could not be read. */
export function frameOf(all: Given): { readonly frame: Frame; readonly rest: Given; readonly notices: string[] } {
  const given = all.filter(([name]) => NAMES.includes(name));
  const text = (name: string) => given.find(([own]) => own === name)?.[1];
  const named = (text("hide") ?? "").split(",").filter(Boolean);
  const known = HIDEABLE.filter((part) => named.includes(part) || (isOn(text("embed")) && EMBED.includes(part)));
  const theme = themes.find((name) => name === text("theme"));
  const strange = named.filter((part) => !HIDEABLE.some((name) => name === part));
  return {
    frame: { hidden: known, plays: isOn(text("play")), theme, given },
    rest: all.filter(([name]) => !NAMES.includes(name)),
    notices: [
      ...strange.map((part) => `hide=${part} was left out: what can be hidden is ${HIDEABLE.join(", ")}`),
      ...(text("theme") !== undefined && theme === undefined
        ? [`theme=${text("theme")} was left out: it is ${themes.join(", ")}`]
        : []),
    ],
  };
}

/** "embed", "embed=1", but not "embed=0". */
const isOn = (text: string | undefined): boolean => text !== undefined && text !== "0" && text !== "false";

/** Markup for another page. */
export const embedMarkup = (address: string, title: string): string =>
  `<iframe src="${address.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}" title="purecell lab: ${title}" width="100%" height="720" loading="lazy"></iframe>`;
