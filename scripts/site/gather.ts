/** Documents of the repository, placed as pages of the site. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { withLinks } from "./links.js";
import { smaller } from "./pictures.js";

/** Documents that stand elsewhere in the repository. */
const ELSEWHERE: readonly (readonly [string, string])[] = [
  ["FEATURES.md", "experiments/index.md"],
  ["bench/RESULTS.md", "benchmarks.md"],
  ["CHANGELOG.md", "changelog.md"],
  ["CONTRIBUTING.md", "contributing.md"],
];

/** Files whose place is taken by pages made otherwise. */
const STAND_INS: readonly (readonly [string, string])[] = [
  ["README.md", "index.md"],
  ["src/index.ts", "api/index.md"],
];

/** Pictures of the lab in other themes and sizes: the site has the lab itself. */
const LEFT_OUT = /^docs\/lab\/.*-(dark|phone)\.png$/;

/** By its path in the repository, where each document and picture stands on the site. */
export function placesOf(root: string): ReadonlyMap<string, string> {
  const pages = ["docs", "docs/decisions", "docs/experiments"].flatMap((folder) =>
    namesIn(root, folder, ".md").map((path) => [path, path.slice("docs/".length)] as const),
  );
  const pictures = ["docs/results", "docs/lab"].flatMap((folder) =>
    namesIn(root, folder, ".png")
      .filter((path) => !LEFT_OUT.test(path))
      .map((path) => [path, path.slice("docs/".length)] as const),
  );
  return new Map([...pages, ...pictures, ...ELSEWHERE, ...STAND_INS]);
}

const namesIn = (root: string, folder: string, ending: string): string[] =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`);

/** Writes every page and picture into a folder. */
export function gather(root: string, folder: string): void {
  const places = placesOf(root);
  const replaced = new Set(STAND_INS.map(([from]) => from));
  for (const [from, to] of places) {
    if (replaced.has(from)) continue;
    const content = from.endsWith(".png") ? smaller(readFileSync(join(root, from))) : page(root, from, places);
    write(join(folder, to), content);
  }
}

const page = (root: string, from: string, places: ReadonlyMap<string, string>): string =>
  escaped(withLinks(readFileSync(join(root, from), "utf8"), from, places));

/** What VitePress would take for a component or an expression: "<" before a letter, and double braces, outside of code. */
const escaped = (text: string): string =>
  text
    .split(/(```[\s\S]*?```|`[^`\n]*`|<!--[\s\S]*?-->)/)
    .map((part, at) =>
      at % 2 === 1 ? part : part.replaceAll(/<(?=[A-Za-z])/g, "&lt;").replaceAll("{{", "&#123;&#123;"),
    )
    .join("");

export function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
