/** The names that the package promises: listed one by one, kept in a file that changes only on purpose, and explained. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { facesOfPackage, namesOf, type PublicName, textOf, unexplained, unnamed } from "./support/faces.js";

const faces = facesOfPackage();
const lines = ({ name, type }: PublicName) => `  ${type ? "type " : ""}${name}`;
const listing = [...faces]
  .map(([path, file]) => [path.replace(".", "purecell"), ...namesOf(file).map(lines)].join("\n"))
  .join("\n\n");

describe("public names", () => {
  test("are those of test/publicNames.txt", async () => {
    expect(faces.size).toBeGreaterThan(12);
    await expect(
      `${listing}\n`,
      "Public names changed. If that is meant: npx vitest run test/publicNames.test.ts -u",
    ).toMatchFileSnapshot("publicNames.txt");
  });

  test("are named, so that nothing is promised by accident", () => {
    expect([...faces.values()].flatMap(unnamed)).toEqual([]);
  });

  test("stand once in a face", () => {
    const twice = [...faces].flatMap(([path, file]) => {
      const names = namesOf(file).map(({ name }) => name);
      return names.filter((name, place) => names.indexOf(name) !== place).map((name) => `${path} ${name}`);
    });
    expect(twice).toEqual([]);
  });

  test("hold whatever documents and examples import", () => {
    const pages = ["docs", "examples"].flatMap((folder) =>
      readdirSync(join(import.meta.dirname, "..", folder), { recursive: true, encoding: "utf8" })
        .filter((file) => /\.(md|ts|js)$/.test(file))
        .map((file) => join(folder, file)),
    );
    const imported = [...pages, "README.md"].flatMap((page) =>
      [...textOf(page).matchAll(/import (?:type )?\{([^}]*)\} from "purecell(\/[\w/]+)?"/g)].flatMap(
        ([, names, path = ""]) =>
          names
            .split(",")
            .map((name) => name.replace(/\btype\b|\bas \w+/g, "").trim())
            .filter((name) => name !== "")
            .map((name) => ({ page, name, path: `.${path}` })),
      ),
    );
    expect(imported.length).toBeGreaterThan(10);
    const promised = (path: string) => namesOf(faces.get(path) ?? "").map(({ name }) => name);
    expect(imported.filter(({ name, path }) => !promised(path).includes(name))).toEqual([]);
  });

  test("are explained: a docstring stands above every function, class and set of defaults", () => {
    expect([...faces.values()].flatMap(unexplained)).toEqual([]);
  });
});
