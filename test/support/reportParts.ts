/** What every report has to have, whichever command wrote it. */
import { parseHTML } from "linkedom";

export interface Expected {
  /** Whether the numbers come with a paragraph for a methods section. */
  readonly methods: boolean;
}

/** Names of the parts that are missing or in the wrong place; none of a whole report. */
export function missingParts(html: string, { methods }: Expected): string[] {
  const { document } = parseHTML(html);
  const text = (selector: string) => document.querySelector(selector)?.textContent?.trim() ?? "";
  const sections = [...document.querySelectorAll("main > section")].map(({ id }) => id);
  const contents = [...document.querySelectorAll("nav.contents a")].map((link) => link.getAttribute("href")?.slice(1));
  const copied = [...document.querySelectorAll("button[data-copies]")].map((button) =>
    button.getAttribute("data-copies"),
  );
  const hero = document.querySelector("main > .hero");
  const checks: Readonly<Record<string, boolean>> = {
    title: text("h1") !== "" && !text("h1").includes("/"),
    headline: text("main > header .headline strong") !== "" && text("main > header .headline span") !== "",
    "a sentence": text("main > header .lead").length > 10,
    "a figure before the first section":
      hero?.querySelector("svg") != null && hero.nextElementSibling?.localName === "section",
    "contents that name every section": sections.length > 1 && contents.join() === sections.join(),
    "BibTeX of purecell": text("#bibtex").startsWith("@software{purecell"),
    "BibTeX to copy": copied.includes("bibtex"),
    "a paragraph to copy": !methods || (text("#methods-text").length > 40 && copied.includes("methods-text")),
    "a short paragraph": text("#methods-text").length < 1200,
    "settings or versions folded": document.querySelector("#again details table") != null,
    "nothing folded stands open": document.querySelector("details[open]") == null,
    "no undefined number": !/NaN|\[object|undefined</.test(text("main")),
  };
  return Object.entries(checks).flatMap(([part, holds]) => (holds ? [] : [part]));
}
