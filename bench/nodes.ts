/**
 * The same commands on several Nodes: exit codes, and which computed files differ from those of the first.
 * `npm run build && node --import tsx bench/nodes.ts NODE NODE ...`, each the path of a `node`; `npm install node@22` brings one.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as product from "./pressure/product.js";

const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  "run fig2, native": [...product.FIG2, "--engine", "native"],
  "run fig2, wasm": [...product.FIG2, "--engine", "wasm"],
  "run what-where, native": product.training("what-where --quick --set updates=200 --engine native"),
  "run what-where, wasm": product.training("what-where --quick --set updates=200 --engine wasm"),
  "run fig1": product.FIG1,
  measure: product.MEASURE,
  cells: product.CELLS,
  predict: product.PREDICT,
};

/** Reports name the Node they were made on. */
const computed = (folder: string): ReadonlyMap<string, string> =>
  new Map([...product.contents(folder)].filter(([file]) => !/report\.(html|json)$/.test(file)));

interface Made {
  readonly code: number | null;
  readonly files: ReadonlyMap<string, string>;
}

async function make(node: string, args: readonly string[]): Promise<Made> {
  const folder = mkdtempSync(join(tmpdir(), "purecell-nodes-"));
  await product.writeInputs(folder);
  const { code, err } = await product.start(args, folder, { node }).ended;
  if (code !== 0) console.error(err);
  const files = computed(folder);
  rmSync(folder, { recursive: true });
  return { code, files };
}

const nodes = process.argv.slice(2);
const versions = nodes.map((node) => execFileSync(node, ["--version"], { encoding: "utf8" }).trim());
console.log(`| | ${versions.join(" | ")} |`);
console.log(`|${"---|".repeat(nodes.length + 1)}`);
for (const [name, args] of Object.entries(COMMANDS)) {
  const made: Made[] = [];
  for (const node of nodes) made.push(await make(node, args));
  const cells = made.map(({ code, files }) => {
    const other = product.differing(files, made[0].files);
    return `${code}, ${other.length === 0 ? "same" : `${other.length} of ${files.size} differ: ${other.join(" ")}`}`;
  });
  console.log(`| ${name} | ${cells.join(" | ")} |`);
}
