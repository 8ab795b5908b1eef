/**
 * Every block of TypeScript or JavaScript in the documents: kept as a file of `test/documented`, which `npm run check` type-checks, and
 * run where it needs no file that we do not have. CONTRIBUTING.md has its own test (recipe.test.ts).
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const SCRIPT = /^```(ts|js|mjs|tsx|jsx|typescript|javascript)\b([^\n]*)\n([\s\S]*?)^```$/gm;

interface Documented {
  readonly document: string;
  /** What the reader has before the block begins. */
  readonly given?: string;
  /** Names that the block leaves behind. */
  readonly leaves: readonly string[];
  /** What is known of them; without it the block is type-checked alone. */
  readonly holds?: (left: Readonly<Record<string, unknown>>) => void;
}

const number = (value: unknown, name: string): number => {
  const found: unknown = Object(value)[name];
  return typeof found === "number" ? found : Number.NaN;
};

const BLOCKS: Readonly<Record<string, Documented>> = {
  "readme.ts": {
    document: "README.md",
    given: `const { key, uniform } = math;
const position = uniform(key(1), 200);
const reward = uniform(key(2), 200);
/** Every unit follows one of the two. */
const activity = Float64Array.from({ length: 200 * 40 }, (_, i) => (i % 2 === 0 ? position : reward)[Math.floor(i / 40)]);`,
    leaves: ["score", "settings", "chance"],
    holds({ score, settings, chance }) {
      expect(settings).toMatchObject({ units: 40 });
      expect(number({ score }, "score")).toBeGreaterThan(number(chance, "median"));
      expect(number(chance, "p")).toBeCloseTo(1 / 201, 10); // pure units: no rotation comes near
    },
  },
  "cells.ts": {
    document: "docs/cells.md",
    leaves: ["spikes"],
    holds: ({ spikes }) => expect(number(spikes, "length")).toBeGreaterThan(100),
  },
  "dataSets.ts": { document: "docs/data-sets.md", leaves: ["image", "factors"] },
};

const documents = [
  "README.md",
  "FEATURES.md",
  "CHANGELOG.md",
  "python/README.md",
  "bench/RESULTS.md",
  ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" }).map((name) => `docs/${name}`),
].filter((name) => name.endsWith(".md") && !name.includes("node_modules"));

const read = (name: string): string => readFileSync(join(ROOT, name), "utf8");
const blocksOf = (name: string): string[] => [...read(name).matchAll(SCRIPT)].map(([, , , text]) => text);

/** The block as a module beside our sources: imports first, then what is given. */
function moduleOf({ document, given = "", leaves }: Documented): string {
  const [block = ""] = blocksOf(document);
  const lines = block.trimEnd().split("\n");
  const after = lines.findLastIndex((line) => line.startsWith("import ")) + 1;
  const imports = lines.slice(0, after).map((line) =>
    line
      .replace('"purecell/tasks/node"', '"../../src/tasks/images/files/openImageTask.node.js"')
      .replace(/"purecell(\/\w+)?"/, (_, part = "") => `"../../src${part}/index.js"`)
      .replace(/^import \{(.*)\} from "..\/..\/src\/index.js"/, (line, names: string) =>
        given.includes("math") && !names.includes("math") ? line.replace("{", "{ math,") : line,
      ),
  );
  const parts = [
    `/** The code of ${document}, as documentedCode.test.ts writes it: edit it there. */`,
    ...imports,
    given,
    ...lines.slice(after),
    `\nexport { ${leaves.join(", ")} };\n`,
  ];
  return parts.filter(Boolean).join("\n");
}

test("every block is known here", () => {
  const found = documents.flatMap((name) => blocksOf(name).map(() => name));
  expect(found.sort()).toEqual(
    Object.values(BLOCKS)
      .map(({ document }) => document)
      .sort(),
  );
});

test.each(Object.entries(BLOCKS))("%s is type-checked as it stands in the document", async (file, documented) => {
  await expect(moduleOf(documented)).toMatchFileSnapshot(join(import.meta.dirname, "documented", file));
});

test.each(Object.entries(BLOCKS).filter(([, { holds }]) => holds))("%s runs", async (file, { holds }) => {
  holds?.(await import(join(import.meta.dirname, "documented", file)));
});

test("the flag that CONTRIBUTING.md shows stands so in the sources", () => {
  const flag = /^```ts\n(leaveOut: .*),\n```$/m.exec(read("CONTRIBUTING.md"))?.[1] ?? "nothing";
  const plain = (text: string) => text.replace(/\s+|,(?=\s*\})/g, "");
  expect(plain(read("src/cli/flags/selection.ts"))).toContain(plain(flag));
});
