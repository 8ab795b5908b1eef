/** What the package promises, read from the sources: the faces that package.json exports, and the names of each. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";

const ROOT = join(import.meta.dirname, "../..");
const manifest = z.object({ exports: z.record(z.string(), z.union([z.string(), z.object({ types: z.string() })])) });

export interface PublicName {
  readonly name: string;
  /** What it is called where it is declared. */
  readonly original: string;
  readonly type: boolean;
  /** File that declares it, from the root of the project; of another package, that package's name. */
  readonly file: string;
}

export const textOf = (file: string): string => readFileSync(join(ROOT, file), "utf8");

/** Files behind the subpaths of the package, by subpath: "./math" -> "src/math/index.ts". */
export function facesOfPackage(): ReadonlyMap<string, string> {
  const { exports } = manifest.parse(JSON.parse(textOf("package.json")));
  return new Map(
    Object.entries(exports).flatMap(([path, target]) =>
      typeof target === "string"
        ? []
        : [[path, target.types.replace(/^\.\/dist\//, "src/").replace(/\.d\.ts$/, ".ts")] as const],
    ),
  );
}

const targetOf = (file: string, from: string): string =>
  from.startsWith(".") ? join(dirname(file), from).replace(/\.js$/, ".ts") : from;

/** Names in the braces of `export { a, type B, c as d } from "./file.js"`. */
function listed(file: string): PublicName[] {
  const lists = textOf(file).matchAll(/^export (type )?\{([^}]*)\} from "([^"]+)";/gm);
  return [...lists].flatMap(([, allTypes, names, from]) =>
    names
      .split(",")
      .map((entry) => entry.trim())
      .filter((entry) => entry !== "")
      .map((entry) => {
        const [original, name = original] = entry.replace(/^type /, "").split(" as ");
        return {
          name,
          original,
          type: allTypes !== undefined || entry.startsWith("type "),
          file: targetOf(file, from),
        };
      }),
  );
}

/** Names that a file declares itself. */
export function declared(file: string): PublicName[] {
  const found = textOf(file).matchAll(
    /^export (?:declare |abstract )?(async function\*?|function\*?|const|let|class|type|interface) (\w+)/gm,
  );
  const all = [...found].map(([, kind, name]) => ({
    name,
    original: name,
    type: kind === "type" || kind === "interface",
    file,
  }));
  // The overloads of a function, and a value with the type of the same name, are one promise.
  return [
    ...new Map(all.toSorted((a, b) => Number(b.type) - Number(a.type)).map((found) => [found.name, found])).values(),
  ];
}

/** All names of a face. */
export const namesOf = (file: string): readonly PublicName[] =>
  [...listed(file), ...declared(file), ...spaces(file)].sort((a, b) => (a.name < b.name ? -1 : 1));

/** `export * as math from "./math/index.js"` promises one name. */
const spaces = (file: string): PublicName[] =>
  [...textOf(file).matchAll(/^export \* as (\w+) from "([^"]+)";/gm)].map(([, name, from]) => ({
    name,
    original: name,
    type: false,
    file: targetOf(file, from),
  }));

/** Lines that export whatever another file does, each with the line that names it instead. */
export const unnamed = (file: string): string[] =>
  [...textOf(file).matchAll(/^export (?:type )?\* from "([^"]+)";/gm)].map(([line, from]) => {
    const target = targetOf(file, from);
    const names = [...listed(target), ...declared(target)].map(({ name, type }) => (type ? `type ${name}` : name));
    return `${file}: ${line} -> export { ${names.sort().join(", ")} } from "${from}";`;
  });

/** Functions, classes and defaults of a face that have no docstring of their own, with the line to look at. */
export const unexplained = (face: string): string[] =>
  namesOf(face)
    .filter(({ type, file }) => !type && file.endsWith(".ts"))
    .flatMap(({ original, file }) => {
      const text = textOf(file);
      const found = new RegExp(
        `^export (?:async )?(?:function\\*?|class) ${original}\\b|^export const ${original}\\b${original.endsWith("Defaults") ? "" : "[^;]*?(?:=>|\\bofMemory\\()"}`,
        "m",
      ).exec(text);
      if (found === null || /\*\/\n$/.test(text.slice(0, found.index))) return [];
      return [`${file}:${text.slice(0, found.index).split("\n").length} ${original}`];
    });
