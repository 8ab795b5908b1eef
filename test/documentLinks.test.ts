/** Documents point at files, and at headings in them, that exist. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");

const documents = ["", "docs", "docs/decisions", "docs/experiments", "bench"].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name)),
);

const textOf = (file: string): string => readFileSync(join(ROOT, file), "utf8");

/** Relative links, with what they point at in the file: "predict.md#what-it-says". */
const linksOf = (file: string): string[] =>
  [...textOf(file).matchAll(/\]\(([^)\s]+)[^)]*\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^https?:/.test(target));

/** The anchor that a reader of Markdown gives a heading: small letters, digits, hyphens for spaces. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

const anchorsOf = (file: string): string[] =>
  [...textOf(file).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading));

function resolves(file: string, link: string): boolean {
  const [path, anchor] = link.split("#");
  const target = path === "" ? file : join(dirname(file), path);
  if (!existsSync(join(ROOT, target))) return false;
  return anchor === undefined || anchorsOf(target).includes(anchor);
}

describe("documents", () => {
  test("are found, with their links", () => {
    expect(documents.length).toBeGreaterThan(45);
    expect(linksOf("docs/theory.md").length).toBeGreaterThan(15);
  });

  test("are looked up to the heading", () => {
    expect(resolves("FEATURES.md", "docs/lab.md#corners")).toBe(true);
    expect(resolves("FEATURES.md", "docs/lab.md#no-such-heading")).toBe(false);
    expect(resolves("FEATURES.md", "docs/no-such-file.md")).toBe(false);
  });

  test.each(documents)("every link of %s resolves", (file) => {
    expect(linksOf(file).filter((link) => !resolves(file, link))).toEqual([]);
  });
});

test("the way to an experiment's parts, as the contributors' page tells it, leads to files", () => {
  const rows = textOf("CONTRIBUTING.md")
    .split("\n")
    .filter((line) => /^\| `[a-z0-9-]+` \|/.test(line));
  expect(rows.length).toBeGreaterThan(2);
  for (const row of rows) {
    const [, ...files] = [...row.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
    const folder = dirname(files[0]);
    const missing = files.filter(
      (file) => ![file, join(folder, file)].some((path) => existsSync(join(ROOT, "src/experiments", path))),
    );
    expect(missing).toEqual([]);
  }
});
