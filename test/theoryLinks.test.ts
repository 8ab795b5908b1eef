/** The derivation of the theory points at files that exist. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const PAGE = join(import.meta.dirname, "../docs/theory.md");

test("every link of the derivation resolves", () => {
  const links = [...readFileSync(PAGE, "utf8").matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, target]) => target);
  const files = links.filter((target) => !/^https?:/.test(target));
  expect(files.length).toBeGreaterThan(15);
  expect(files.filter((target) => !existsSync(join(dirname(PAGE), target)))).toEqual([]);
});
