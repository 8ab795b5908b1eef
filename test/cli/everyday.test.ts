/** What every command line tool is expected to do: complete words, keep a user's defaults, be quiet or verbose, say its version. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { commands } from "../../src/cli/commands.js";
import { settingsFile } from "../../src/cli/settingsFile.js";
import { calling, tossing } from "./fixtures/inProcess.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "purecell-everyday-"));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

describe("completion", () => {
  const completed = async (...words: string[]) => {
    const { out, code } = await calling("complete", "--", ...words);
    const lines = out.trimEnd().split("\n");
    expect(code).toBe(0);
    return { words: lines.slice(0, -1).map((line) => line.split("\t")[0]), files: lines.at(-1) === ":0" };
  };

  test.each<[string, readonly string[], readonly string[]]>([
    ["commands", ["mea"], ["measure"]],
    ["flags", ["measure", "file.npz", "--null"], ["--null", "--null-kind"]],
    ["choices of a flag", ["run", "fig2", "--engine", ""], ["auto", "wasm", "native"]],
    ["choices after a comma", ["measure", "a.npz", "--null-kind", "rotated,sh"], ["rotated,shifted"]],
    ["experiments", ["run", "fig4"], ["fig4-linear", "fig4-nonlinear"]],
    ["shells", ["complete", ""], ["bash", "zsh", "fish", "powershell"]],
  ])("%s", async (_, words, expected) => expect(await completed(...words)).toEqual({ words: expected, files: false }));

  test("all commands where nothing was typed", async () =>
    expect((await completed("")).words).toEqual(commands.map(({ name }) => name)));

  test.each([[["measure", "rec"]], [["measure", "a.npz", "--out", ""]], [["run", "./mi"]]])(
    "files are left to the shell: %j",
    async (words) => expect(await completed(...words)).toEqual({ words: [], files: true }),
  );

  test("an unknown shell is refused with those there are", async () => {
    const { code, err } = await calling("complete", "bsh");
    expect([code, err]).toEqual([2, expect.stringContaining('Did you mean "bash"?')]);
  });

  test("the script is one that bash takes", async () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    expect((await calling("complete", "bash")).code).toBe(0);
    const script = join(folder, "completion.bash");
    writeFileSync(script, String(log.mock.calls[0][0]));
    log.mockRestore();
    expect(execFileSync("bash", ["-n", script], { encoding: "utf8" })).toBe("");
  });
});

describe("a user's defaults", () => {
  const keep = (content: unknown) => {
    const file = join(folder, "config.json");
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    vi.stubEnv("PURECELL_CONFIG", file);
    return file;
  };
  const planned = async (...argv: string[]) => {
    const said = await tossing("run", "coin", "--dry-run", "--json", "--runs", folder, ...argv);
    return { ...said, settings: said.code === 0 ? JSON.parse(said.out).settings : undefined };
  };

  test("hold where nothing was typed, and are said", async () => {
    const file = keep({ all: { seeds: "4,5", bins: 3 }, run: { set: ["tosses=7"] } });
    const { settings, err } = await planned();
    expect(settings).toMatchObject({ seeds: [4, 5], tosses: 7 });
    expect(err).toContain(`your defaults (${file}): --seeds 4,5 --set tosses=7`);
  });

  test("give way to what is typed", async () => {
    keep({ run: { seeds: "4,5" } });
    const { settings, err } = await planned("--seeds", "9-10");
    expect([settings.seeds, err]).toEqual([[9, 10], ""]);
  });

  test.each<[string, unknown, number, string]>([
    ["no object", [1], 3, "should be an object"],
    ["no JSON", "{", 3, "cannot be read"],
    ["an unknown command", { shw: {} }, 2, 'Did you mean "show"?'],
    ["an unknown flag", { run: { seedz: 3 } }, 2, 'did you mean "seed'],
    ["a flag that no command has", { all: { sedes: 3 } }, 2, "no command knows"],
    ["a switch that is no switch", { run: { quick: "yes" } }, 3, "true or false"],
    ["a value that no flag takes", { run: { seeds: { from: 1 } } }, 3, "a text, a number or a list"],
    ["a value that this flag does not take", { run: { engine: "abacus" } }, 2, "--engine takes"],
  ])("are refused: %s", async (_, content, code, words) => {
    keep(content);
    const said = await planned();
    expect([said.code, said.err]).toEqual([code, expect.stringContaining(words)]);
  });

  test("come from where the system keeps settings, or where PURECELL_CONFIG says, or from nowhere", () => {
    expect(settingsFile({ XDG_CONFIG_HOME: folder })).toBe(join(folder, "purecell", "config.json"));
    expect(settingsFile({ PURECELL_CONFIG: "mine.json" })).toBe("mine.json");
    expect(settingsFile({ PURECELL_CONFIG: "" })).toBeUndefined();
    expect(settingsFile({})).toMatch(/\.config.purecell.config\.json$/);
  });
});

test.each<[readonly string[], string]>([
  [["--seeds", "3", "--seeds", "5"], "--seeds given twice: the last, 5, is used"],
  [["--seeds=3", "--quick", "--seeds=5"], "--seeds given twice: the last, 5, is used"],
  [["--seeds", "5", "--seeds", "5"], ""],
  [["--set", "tosses=7", "--set", "tosses=8", "--seeds", "5"], ""],
])("a flag given again is said on stderr where that changes its value: %j", async (flags, note) => {
  vi.stubEnv("PURECELL_CONFIG", "");
  const { code, out, err } = await tossing("run", "coin", "--dry-run", "--json", "--runs", folder, ...flags);
  expect([code, JSON.parse(out).settings.seeds, err.trim()]).toEqual([
    0,
    [0, 1, 2, 3, 4],
    expect.stringContaining(note),
  ]);
  if (note === "") expect(err).toBe("");
});

describe("narration", () => {
  const toss = (...argv: string[]) => tossing("run", "coin", "--quick", "--force", "--runs", folder, ...argv);

  test.each(["-q", "--quiet"])("%s leaves results alone", async (flag) => {
    const { out, err, code } = await toss(flag);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("coin");
  });

  test("-q says errors", async () => expect((await tossing("run", "coyn", "-q")).err).toContain("unknown experiment"));

  test("-v says when, and where an error arose", async () => {
    for (const line of (await toss("-v")).err.trimEnd().split("\n")) expect(line).toMatch(/^\[\d+\.\d\d s\] /);
    expect((await tossing("run", "coyn", "-v")).err).toMatch(/^ {4}at /m);
  });
});

test.each(["-V", "--version"])("%s says the version", async (flag) =>
  expect((await calling(flag)).out).toMatch(/^\d+\.\d+\.\d+\n$/),
);
