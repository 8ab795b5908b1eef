/** What is installed is what was chosen: contents pinned, nothing more and nothing else, and every choice explained. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as z from "zod";

const ROOT = join(import.meta.dirname, "..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

const versions = z.record(z.string(), z.string());
const manifest = z
  .object({ dependencies: versions, optionalDependencies: versions, devDependencies: versions })
  .parse(JSON.parse(read("package.json")));

const locked = z.object({
  version: z.string(),
  license: z.string().optional(),
  integrity: z.string().optional(),
  optional: z.boolean().default(false),
  dev: z.boolean().default(false),
});
/** By place: "node_modules/vite". The project itself stands under "". */
const { "": _, ...lock } = z
  .object({ packages: z.record(z.string(), locked) })
  .parse(JSON.parse(read("package-lock.json"))).packages;

/** Places of the packages beneath `folder`, e.g. "node_modules/vite/node_modules/postcss". */
function installed(folder = "node_modules"): string[] {
  if (!existsSync(join(ROOT, folder))) return [];
  const names = readdirSync(join(ROOT, folder)).filter((name) => !name.startsWith("."));
  const places = names.flatMap((name) => (name.startsWith("@") ? inScope(folder, name) : [`${folder}/${name}`]));
  return places.flatMap((place) => [place, ...installed(`${place}/node_modules`)]);
}

const inScope = (folder: string, scope: string): string[] =>
  readdirSync(join(ROOT, folder, scope)).map((name) => `${folder}/${scope}/${name}`);

describe("the lockfile", () => {
  test("pins the contents of every package by a sha512", () => {
    const places = Object.keys(lock);
    expect(places.length).toBeGreaterThan(200);
    // 64 bytes in base64. `npm view NAME@VERSION dist.integrity` tells one that is missing.
    expect(places.filter((place) => !/^sha512-[\w+/]{86}==$/.test(lock[place].integrity ?? ""))).toEqual([]);
  });

  test("names no host", () => expect(read("package-lock.json")).not.toMatch(/"resolved"|\.tgz/));

  test("is what is installed", () => {
    const found = installed();
    const version = (place: string) =>
      z.object({ version: z.string() }).parse(JSON.parse(read(`${place}/package.json`))).version;
    expect(found.filter((place) => lock[place]?.version !== version(place))).toEqual([]);
    const missing = Object.keys(lock).filter((place) => !found.includes(place));
    expect(missing.filter((place) => !lock[place].optional)).toEqual([]);
  });
});

const sources = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => read(join("src", file)));

describe("docs/decisions/dependencies.md", () => {
  const text = read("docs/decisions/dependencies.md");
  /** Rows of the table beneath a heading: | `name` | licence | purpose | replacement | */
  const rows = (heading: string): Map<string, readonly string[]> => {
    const section = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
    const cells = [...section.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)];
    return new Map(cells.map(([, name, rest]) => [name, rest.split(" | ")]));
  };

  test.each([
    ["Needed", manifest.dependencies],
    ["Optional", manifest.optionalDependencies],
    ["Development", manifest.devDependencies],
  ])("%s: every package, its licence, purpose and replacement", (heading, chosen) => {
    const table = rows(heading);
    expect([...table.keys()].sort()).toEqual(Object.keys(chosen).sort());
    for (const [name, [licence, purpose, replacement]] of table) {
      const { license } = lock[`node_modules/${name}`];
      if (!license?.startsWith("SEE LICENSE")) expect(licence, name).toBe(license);
      expect(purpose.length, name).toBeGreaterThan(10);
      expect(replacement?.length, name).toBeGreaterThan(2);
    }
  });

  test("names every licence under which something ships", () => {
    const licences = Object.values(lock)
      .filter(({ dev }) => !dev)
      .map(({ license }) => license ?? "none");
    const [, listed = ""] = /^Everything that ships is under one of: (.+)\.$/m.exec(text) ?? [];
    const named = new Set(licences.filter((licence) => !licence.startsWith("SEE LICENSE")));
    expect(listed.split(", ").sort()).toEqual([...named].sort());
  });

  test("packages that may not move are pinned exactly, and no others", () => {
    const listed = text.split(/^## /m).find((part) => part.startsWith("Pinned exactly\n")) ?? "";
    const named = [...listed.matchAll(/^- `([^`]+)`: /gm)].map(([, name]) => name);
    const all = Object.entries({
      ...manifest.dependencies,
      ...manifest.optionalDependencies,
      ...manifest.devDependencies,
    });
    const pinned = all.filter(([, version]) => /^\d+\.\d+\.\d+$/.test(version)).map(([name]) => name);
    expect(pinned.sort()).toEqual(named.sort());
  });

  test("packages whose internals are imported are pinned exactly", () => {
    const { dependencies, optionalDependencies } = manifest;
    const chosen = { ...dependencies, ...optionalDependencies };
    const inside = Object.keys(chosen).filter((name) => sources.some((source) => source.includes(`from "${name}/`)));
    expect(inside).toContain("hyparquet");
    for (const name of inside) expect(chosen[name], name).toMatch(/^\d/);
  });
});
