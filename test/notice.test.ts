/** Every data file of the repository stands in NOTICE.md, with source and licence; the notices of others go where their data go. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, matchesGlob } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const notice = readFileSync(join(ROOT, "NOTICE.md"), "utf8");

const rows = [...notice.matchAll(/^\| `([^`]+)` \| (.*) \| (.*) \| (.*) \|$/gm)].map(
  ([, files, what, source, licence]) => ({
    files,
    what,
    source,
    licence,
  }),
);

/** What a person or a tool reads as text of a program is no data; JSON is where a program wrote it. */
const TEXT =
  /\.(ts|svelte|js|cjs|mjs|css|html|md|py|sh|toml|cff|typed|npmrc|gitignore)$|^(LICENSE|\.ci\/run)$|params\.py$/;
const SETTINGS =
  /^(package|package-lock|tsconfig|tsconfig\.build|biome|knip|lab\/tsconfig)\.json$|^test\/publicNames\.txt$/;

describe.skipIf(!existsSync(join(ROOT, ".git")))("the files of the checkout", () => {
  const data = execFileSync("git", ["ls-files"], { cwd: ROOT, encoding: "utf8" })
    .split("\n")
    .filter((file) => file !== "" && !TEXT.test(file) && !SETTINGS.test(file));
  const rowsOf = (file: string) => rows.filter(({ files }) => matchesGlob(file, files));

  test("are found", () => expect(data.length).toBeGreaterThan(100));
  test("each has one row", () => {
    expect(data.filter((file) => rowsOf(file).length !== 1).map((file) => `${file}: ${rowsOf(file).length}`)).toEqual(
      [],
    );
  });
  test("no row is of files that are gone", () => {
    expect(rows.filter(({ files }) => !data.some((file) => matchesGlob(file, files)))).toEqual([]);
  });
});

test("each row says what, from where and under which licence", () => {
  for (const { what, source, licence } of rows) {
    expect(what.length).toBeGreaterThan(5);
    expect(licence).toMatch(/^MIT, (purecell|copyright \d{4} .+)$/);
    const [file] = /(scripts|bench)\/\w+\.ts/.exec(source) ?? [];
    if (file) expect(existsSync(join(ROOT, file)), file).toBe(true);
  }
});

test("whoever holds a copyright is named with the text of the licence", () => {
  const holders = rows.flatMap(({ licence }) => /copyright (\d{4} .+)$/.exec(licence)?.[1] ?? []);
  expect(holders.length).toBeGreaterThan(1);
  const [, text] = notice.split("## The MIT licence of others' data");
  for (const holder of holders) expect(text).toContain(`Copyright (c) ${holder}`);
  expect(text.replace(/\s+/g, " ")).toContain(
    "this permission notice shall be included in all copies or substantial portions",
  );
});

test("the notice goes with the package, the lab and the wheel", () => {
  const { files }: { files: string[] } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  expect(files).toContain("NOTICE.md");
  expect(readFileSync(join(ROOT, "lab/vite.config.ts"), "utf8")).toContain("NOTICE.md");
  expect(readFileSync(join(ROOT, "python/hatch_build.py"), "utf8")).toContain('"NOTICE.md"');
});
