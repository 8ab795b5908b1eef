/**
 * The same commands on several Nodes: exit codes, and which of them compute the same bytes.
 * `npm run build && node --import tsx bench/nodes.ts NODE,NODE,... [COMMAND ...]`, each NODE the path of a `node`, such as
 * `npm install node@22` brings.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import * as product from "./pressure/product.js";

const WHAT_WHERE = "what-where --quick --set updates=200 --engine";
const COMMANDS = new Map([
  ["fig1", product.FIG1],
  ["fig2-native", [...product.FIG2, "--engine", "native"]],
  ["fig2-wasm", [...product.FIG2, "--engine", "wasm"]],
  ["what-where-native", product.training(`${WHAT_WHERE} native`)],
  ["what-where-wasm", product.training(`${WHAT_WHERE} wasm`)],
  ["measure", product.MEASURE],
  ["cells", product.CELLS],
  ["predict", product.PREDICT],
]);

interface Made {
  readonly version: string;
  readonly code: number | null;
  /** Checksums of all files but the reports, which name the Node they were made on. */
  readonly files: ReadonlyMap<string, string>;
  /** Every number of `results.json`, in order. */
  readonly numbers: readonly number[];
}

async function make(node: string, args: readonly string[]): Promise<Made> {
  const version = execFileSync(node, ["--version"], { encoding: "utf8" }).trim();
  const folder = mkdtempSync(join(tmpdir(), "purecell-nodes-"));
  await product.writeInputs(folder);
  const { code, err } = await product.start(args, folder, { node }).ended;
  if (code !== 0) console.error(err);
  const files = new Map([...product.contents(folder)].filter(([file]) => !/report\.(html|json)$/.test(file)));
  const numbers = numbersIn(folder);
  rmSync(folder, { recursive: true });
  return { version, code, files, numbers };
}

function numbersIn(folder: string): number[] {
  const results = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => basename(file) === "results.json",
  );
  const found: number[] = [];
  for (const file of results) {
    JSON.parse(readFileSync(join(folder, file), "utf8"), (_, value: unknown) => {
      if (typeof value === "number") found.push(value);
    });
  }
  return found;
}

/** Largest difference, over the larger of the two. */
const apart = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((most, value, at) => {
    const scale = Math.max(Math.abs(value), Math.abs(b[at]));
    return scale === 0 ? most : Math.max(most, Math.abs(value - b[at]) / scale);
  }, 0);

/** "bits of V", the first Node that made the same. */
function compare(one: Made, all: readonly Made[]): string {
  const twin = all.find(({ files }) => product.differing(files, one.files).length === 0) ?? one;
  const far = apart(one.numbers, all[0].numbers);
  const distance = twin === all[0] ? "" : `, results up to ${far.toExponential(0)} from ${all[0].version}`;
  return `exit ${one.code}, bits of ${twin.version}${distance}`;
}

const [paths = process.execPath, ...asked] = process.argv.slice(2);
for (const [name, args] of [...COMMANDS].filter(([command]) => asked.length === 0 || asked.includes(command))) {
  const made: Made[] = [];
  for (const node of paths.split(",")) made.push(await make(node, args));
  for (const one of made) console.log(`| ${name} | ${one.version} | ${compare(one, made)} |`);
}
