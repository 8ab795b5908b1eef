/** The one-way flow of imports, read from the sources: each folder imports only those that stand before it. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { circlesIn, type Graph } from "./support/circles.js";

const SOURCE = join(import.meta.dirname, "../src");

/** In order; `protocols.ts` and `index.ts` at the root are the interfaces and the table of contents. */
const FOLDERS = [
  "math",
  "io",
  "engine",
  "theory",
  "tasks",
  "models",
  "objectives",
  "training",
  "representation",
  "metrics",
  "efficiency",
  "cells",
  "recordings",
  "figures",
  "answers",
  "experiments",
  "runs",
  "cli",
];

/** Narrower than the order: what a folder may know at most, besides itself. */
const KNOWS: Readonly<Record<string, readonly string[]>> = {
  math: [],
  io: ["math"],
  engine: ["math", "io"],
  theory: ["math"],
  tasks: ["math", "io", "protocols"],
  models: ["math", "engine", "protocols"],
  representation: ["math", "io", "protocols"],
  metrics: ["math", "io", "representation", "protocols"],
  efficiency: ["math", "theory", "representation", "metrics", "protocols"],
  figures: ["math", "protocols"],
};

/** Where Node's own modules, native packages and the tensor library may appear. */
const NODE_ONLY = /^node:|^@resvg\/|^onnxruntime-node$/;
/** Of Node, and of browsers. */
const PLATFORM = /^h5wasm$/;
const isNodeFile = (file: string) => /\.node\.ts$/.test(file) || /^(runs|cli)\//.test(file);
const isPlatformFile = (file: string) => isNodeFile(file) || /\.web\.ts$/.test(file);

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
  /** Imported when asked to, not at the start. */
  readonly isLater: boolean;
}

const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
const sources = files.filter((file) => !file.endsWith(".test.ts"));

function importsOf(file: string): Import[] {
  const text = readFileSync(join(SOURCE, file), "utf8");
  const statements = text.matchAll(/(?:import|export)(\s+type)?\s(?:[^"';]*?\sfrom\s)?"([^"]+)"/g);
  const dynamic = text.matchAll(/import\("([^"]+)"\)/g);
  return [
    ...[...statements].map(([, type, target]) => ({ file, target, typeOnly: type !== undefined, isLater: false })),
    ...[...dynamic].map(([, target]) => ({ file, target, typeOnly: false, isLater: true })),
  ];
}

const imports = sources.flatMap(importsOf);
/** What a file waits for: not types, and not what it imports when asked to. */
const waitsFor = (file: string): Import[] =>
  imports.filter((found) => found.file === file && !found.typeOnly && !found.isLater);
const folderOf = (file: string) => (file.includes("/") ? file.split("/")[0] : file.replace(/\.[tj]s$/, ""));
const isLocal = ({ target }: Import) => target.startsWith(".");
const targetFile = ({ file, target }: Import) => relative(".", normalize(join(dirname(file), target)));
const describeImport = (found: Import) => `${found.file} imports ${found.target}`;

/** Of sources, and of the lab with the sources that it imports, types included. */
function graphOf(folder: string, names: readonly string[]): Graph {
  const paths = new Set(names.map((name) => join(folder, name)));
  const targetOf = (path: string, target: string) => join(dirname(path), target).replace(/\.js$/, ".ts");
  const targets = (path: string) =>
    [...readFileSync(path, "utf8").matchAll(/(?:from\s|import\s|import\()"(\.[^"]+)"/g)].map(([, target]) =>
      targetOf(path, target),
    );
  return new Map([...paths].map((path) => [path, targets(path).filter((target) => paths.has(target))]));
}

const inOrder = (circles: readonly string[][]) => circles.map((files) => files.map((file) => relative(SOURCE, file)));

describe("circles of imports", () => {
  test("are found where there are any", () => {
    const graph: Graph = new Map([
      ["a", ["b"]],
      ["b", ["c", "d"]],
      ["c", ["a"]],
      ["d", ["d"]],
      ["e", ["a"]],
    ]);
    expect(circlesIn(graph)).toEqual([["d"], ["a", "b", "c"]]);
  });

  test("there are none among the sources, types included", () => {
    expect(inOrder(circlesIn(graphOf(SOURCE, sources)))).toEqual([]);
  });
});

describe("imports", () => {
  test("were found", () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(imports.filter(isLocal).length).toBeGreaterThan(sources.length);
  });

  test("every folder has its place in the order", () => {
    const folders = new Set(sources.filter((file) => file.includes("/")).map(folderOf));
    expect([...folders].filter((folder) => !FOLDERS.includes(folder))).toEqual([]);
  });

  test("go one way", () => {
    const wrong = imports.filter(isLocal).filter((found) => {
      const [from, to] = [folderOf(found.file), folderOf(targetFile(found))];
      if (from === to || from === "index" || from === "protocols") return false;
      if (KNOWS[from]) return !KNOWS[from].includes(to);
      return to !== "protocols" && FOLDERS.indexOf(to) >= FOLDERS.indexOf(from);
    });
    expect(wrong.map(describeImport)).toEqual([]);
  });

  test("the protocols import types only", () => {
    const wrong = imports.filter(({ file, typeOnly }) => file === "protocols.ts" && !typeOnly);
    expect(wrong.map(describeImport)).toEqual([]);
  });

  test("Node's modules and native packages stay in *.node.ts, runs and cli", () => {
    const wrong = imports.filter(
      ({ file, target }) =>
        (NODE_ONLY.test(target) && !isNodeFile(file)) || (PLATFORM.test(target) && !isPlatformFile(file)),
    );
    expect(wrong.map(describeImport)).toEqual([]);
  });

  test("files for browsers import none for Node, nor the other way round", () => {
    const wrong = imports.filter(
      ({ file, target }) =>
        (/\.web\.ts$/.test(file) && /\.node\.js$/.test(target)) || (isNodeFile(file) && /\.web\.js$/.test(target)),
    );
    expect(wrong.map(describeImport)).toEqual([]);
  });

  test("platform-free files do not import platform files", () => {
    const wrong = imports.filter(
      (found) => !isPlatformFile(found.file) && isLocal(found) && /\.(node|web)\.js$/.test(found.target),
    );
    expect(wrong.map(describeImport)).toEqual([]);
  });

  test("one file of the engine imports the tensor library, and only when asked to; others its types", () => {
    const found = imports.filter(({ target, typeOnly }) => target.startsWith("@jax-js/") && !typeOnly);
    expect([...new Set(found.map(describeImport))]).toEqual(["engine/library.ts imports @jax-js/jax"]);
    expect(readFileSync(join(SOURCE, "engine/library.ts"), "utf8")).not.toMatch(/^import .*jax/m);
  });
});

/** Families in order; each may import those before it, and `frame` no family at all. */
const FAMILIES = [
  "frame",
  "points",
  "linear",
  "deep",
  "dependence",
  "noiseAndSize",
  "baselines",
  "images",
  "space",
  "walks",
  "sequences",
  "patterns",
];
/** Parts of a family or of an experiment, in the same folder; each may import those before it. */
const PARTS = ["study", "settings", "measures", "job", "claims", "figures", "index"];

describe("experiments", () => {
  const inside = imports
    .filter(isLocal)
    .map((found) => ({ ...found, from: found.file.split("/"), to: targetFile(found).split("/") }))
    .filter(({ from, to }) => from[0] === "experiments" && to[0] === "experiments" && from.length > 2);

  test("every family has its place in the order", () => {
    const families = new Set(
      sources.filter((file) => /^experiments\/.*\//.test(file)).map((file) => file.split("/")[1]),
    );
    expect([...families].sort()).toEqual([...FAMILIES].sort());
  });

  test("a family imports those before it", () => {
    expect(inside.length).toBeGreaterThan(100);
    const wrong = inside.filter(({ from, to }) => FAMILIES.indexOf(to[1]) > FAMILIES.indexOf(from[1]) || to.length < 3);
    expect(wrong.map(describeImport)).toEqual([]);
  });

  test("a part imports those of its folder that stand before it", () => {
    const place = (file: string | undefined) => PARTS.indexOf(file?.replace(/\.[jt]s$/, "") ?? "");
    const wrong = inside.filter(({ target, from }) => {
      const [own, other] = [place(from.at(-1)), target.startsWith("./") ? place(target.slice(2)) : -1];
      return own >= 0 && other >= own;
    });
    expect(wrong.map(describeImport)).toEqual([]);
  });

  test("whoever is not an experiment enters a family, or the frame, by its index", () => {
    const outside = ["src", "lab", "bench", "test"].flatMap((folder) =>
      readdirSync(join(SOURCE, "..", folder), { recursive: true, encoding: "utf8" })
        .filter((file) => /\.(ts|svelte)$/.test(file) && !/^experiments\//.test(file))
        .map((file) => join(folder, file)),
    );
    const entered = outside.flatMap((file) =>
      [...readFileSync(join(SOURCE, "..", file), "utf8").matchAll(/"[^"]*\/experiments\/([\w/.]+)\.js"/g)].map(
        ([, target]) => ({ file, target }),
      ),
    );
    expect(entered.length).toBeGreaterThan(30);
    const wrong = entered.filter(({ target }) => !/^(\w+\/)?index$|^registry$|\.fixture$/.test(target));
    expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  test("few files stand outside the families", () => {
    const loose = files.filter((file) => /^experiments\/[^/]+$/.test(file));
    expect(loose.length).toBeLessThanOrEqual(8);
  });
});

describe("cells", () => {
  const ROOMS = ["session", "map", "grid"];

  test("of a session are made maps, of maps grids; none knows what comes after it", () => {
    const rooms = imports
      .filter(isLocal)
      .map((found) => ({ ...found, from: found.file.split("/"), to: targetFile(found).split("/") }))
      .filter(({ from, to }) => from[0] === "cells" && from.length > 2 && to.length > 2);
    expect(rooms.length).toBeGreaterThan(40);
    expect([...new Set(rooms.map(({ from }) => from[1]))].sort()).toEqual([...ROOMS].sort());
    const wrong = rooms.filter(({ from, to }) => to[0] === "cells" && ROOMS.indexOf(to[1]) > ROOMS.indexOf(from[1]));
    expect(wrong.map(describeImport)).toEqual([]);
  });
});

describe("the command line", () => {
  /** Parts of a command, in the same folder; each may import those before it. */
  const ROLES = ["flags", "request", "command", "index"];
  const COMMAND = /^cli\/commands\/([^/]+)\//;
  const ownerOf = (file: string) => COMMAND.exec(file)?.[1];
  const roleOf = (file: string) => ROLES.indexOf(/^cli\/commands\/[^/]+\/([^/.]+)\.[jt]s$/.exec(file)?.[1] ?? "");
  const owners = [...new Set(sources.flatMap((file) => ownerOf(file) ?? []))];
  const inside = imports
    .filter(isLocal)
    .filter(({ file }) => file.startsWith("cli/"))
    .map((found) => ({ ...found, to: targetFile(found) }));

  test("a command is a folder of flags, request, command and index", () => {
    expect(owners.length).toBeGreaterThan(10);
    const missing = owners.flatMap((owner) =>
      ROLES.map((role) => `cli/commands/${owner}/${role}.ts`).filter((file) => !sources.includes(file)),
    );
    expect(missing).toEqual([]);
  });

  test("a command knows no other, and shared rooms know none", () => {
    expect(inside.length).toBeGreaterThan(200);
    const wrong = inside.filter(
      ({ file, to }) => ownerOf(to) !== undefined && ownerOf(to) !== ownerOf(file) && file !== "cli/commands.ts",
    );
    expect(wrong.map(describeImport)).toEqual([]);
    const listed = inside.filter(({ file, to }) => file === "cli/commands.ts" && ownerOf(to) !== undefined);
    expect(listed.map(({ to }) => to).sort()).toEqual(owners.map((owner) => `cli/commands/${owner}/index.js`).sort());
  });

  test("a part imports those of its command that stand before it, and no other part its index", () => {
    const wrong = inside.filter(({ file, to }) => {
      if (ownerOf(file) === undefined || ownerOf(file) !== ownerOf(to)) return false;
      const [own, other] = [roleOf(file), roleOf(to)];
      return other === ROLES.indexOf("index") || (own >= 0 && other >= own);
    });
    expect(wrong.map(describeImport)).toEqual([]);
  });

  /** Packages that are loaded before the first line of these files runs. */
  function packagesOf(...start: readonly string[]): string[] {
    const seen = new Set(start);
    const packages = new Set<string>();
    for (const file of seen)
      for (const found of waitsFor(file)) {
        if (isLocal(found)) seen.add(targetFile(found).replace(/\.js$/, ".ts"));
        else if (!found.target.startsWith("node:")) packages.add(found.target);
      }
    return [...packages].sort();
  }

  test("the help of all commands waits for the parser alone, flags for words, and a prediction for what reads small files", () => {
    expect(packagesOf("cli/main.ts", "cli/program.ts")).toEqual(["commander"]);
    for (const owner of owners)
      expect(["", "fastest-levenshtein"], owner).toContain(packagesOf(`cli/commands/${owner}/flags.ts`).join());
    const prediction = ["flags", "request", "command"].map((role) => `cli/commands/predict/${role}.ts`);
    expect(packagesOf(...prediction)).toEqual(["fastest-levenshtein", "fflate"]);
  });

  test("what every help needs stays light: a command's index and flags load nothing but flags and words", () => {
    const light = /^cli\/(flags|commands|command\b)|^math\/|^recordings\/(wanted|selection|texts)|^runs\/seeds/;
    const wrong = inside.filter(
      ({ file, to, typeOnly }) =>
        !typeOnly && /^cli\/(flags\/|commands\/[^/]+\/flags\.ts)/.test(file) && !light.test(to),
    );
    expect(wrong.map(describeImport)).toEqual([]);
  });
});

describe("the lab", () => {
  const LAB = join(import.meta.dirname, "../lab");
  const pages = readdirSync(LAB, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|svelte)$/.test(file) && file !== "vite.config.ts")
    .map((file) => ({ file, text: readFileSync(join(LAB, file), "utf8") }));

  test("knows nothing of Node, nor of files that do", () => {
    const wrong = pages.flatMap(({ file, text }) =>
      [...text.matchAll(/from "([^"]+)"|import\("([^"]+)"\)/g)]
        .map(([, named, dynamic]) => named ?? dynamic)
        .filter((target) => NODE_ONLY.test(target) || PLATFORM.test(target) || /\.node\.js$|\/cli\//.test(target))
        .map((target) => `${file} imports ${target}`),
    );
    expect(pages.length).toBeGreaterThan(20);
    expect(wrong).toEqual([]);
  });

  test("has no circles of imports, types included", () => {
    const circles = circlesIn(
      graphOf(
        LAB,
        pages.map(({ file }) => file),
      ),
    );
    expect(circles.map((files) => files.map((file) => relative(LAB, file)))).toEqual([]);
  });

  test("draws no random numbers but seeds", () => {
    expect(pages.filter(({ text }) => text.includes("Math.random")).map(({ file }) => file)).toEqual([]);
  });
});

describe("sources", () => {
  const textOf = (file: string) => readFileSync(join(SOURCE, file), "utf8");

  test("no random numbers but from a key", () => {
    expect(files.filter((file) => textOf(file).includes("Math.random"))).toEqual([]);
  });

  test("tensor bookkeeping stays where networks are built and trained", () => {
    const allowed = /^(engine|models|objectives|training)\//;
    expect(
      sources.filter((file) => file.includes("/") && /\.ref\b(?!\()/.test(textOf(file)) && !allowed.test(file)),
    ).toEqual([]);
  });
});
