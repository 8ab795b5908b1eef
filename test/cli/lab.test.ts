/** The lab's server, spoken to byte by byte: what a careful browser would never send must be refused too. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { connect, createServer } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { leadingPage } from "../../src/cli/commands/lab/openBrowser.js";
import { servedFiles } from "../../src/cli/commands/lab/servedFiles.js";
import { type LabServer, POLICY, serveLab } from "../../src/cli/commands/lab/server.js";
import { newToken } from "../../src/cli/commands/lab/token.js";
import { plantRuns } from "../lab/plantedRuns.js";
import { calling } from "./fixtures/inProcess.js";

let home: string;
let server: LabServer;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "purecell-lab-"));
  for (const folder of ["site/assets", "run/jobs", "run/figures"]) mkdirSync(join(home, folder), { recursive: true });
  const files = {
    "secret.txt": "secret",
    "secret.json": '"secret"',
    "site/index.html": "<p>lab",
    "site/assets/a.js": "1",
    "site/.hidden.json": '"secret"',
    "site/notes.md": "secret",
    "run/config.json": "{}",
    "run/log": "secret",
    "run/jobs/all-seed0.json": "{}",
    "run/jobs/all-seed0.checkpoint.safetensors": "secret",
    "run/figures/f.svg": "<svg/>",
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(home, name), text);
  symlinkSync(join(home, "secret.json"), join(home, "site/assets/link.json"));
  symlinkSync(join(home, "secret.json"), join(home, "run/jobs/link.json"));
  server = await serveLab(servedFiles(join(home, "site"), [join(home, "run")]));
});

afterAll(async () => {
  await server.close();
  rmSync(home, { recursive: true });
});

/** Sends bytes as they are and gives back all that is answered. */
function send(bytes: string, { port } = server): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes, "latin1"));
    socket.setEncoding("utf8").on("data", (part: string) => {
      answer += part;
    });
    socket.on("close", () => resolve(answer)).on("error", reject);
  });
}

const request = (path: string, { host = `127.0.0.1:${server.port}`, method = "GET", more = "" } = {}) =>
  send(`${method} ${path} HTTP/1.1\r\nHost: ${host}\r\n${more}Connection: close\r\n\r\n`);
const statusOf = (answer: string): number => Number(answer.split(" ")[1]);
const bodyOf = (answer: string): string => answer.slice(answer.indexOf("\r\n\r\n") + 4);

describe("what is served", () => {
  test("the page, with a strict policy", async () => {
    const answer = await request("/");
    expect(statusOf(answer)).toBe(200);
    expect(bodyOf(answer)).toContain("<p>lab");
    expect(answer).toContain(`Content-Security-Policy: ${POLICY}`);
    expect(answer).toContain("X-Content-Type-Options: nosniff");
    expect(POLICY).not.toMatch(/unsafe-inline|'unsafe-eval'|\*|https?:/);
  });

  test("files, queries aside, and headers alone where only they are asked for", async () => {
    expect(bodyOf(await request("/assets/a.js?x=1"))).toContain("1");
    const head = await request("/assets/a.js", { method: "HEAD" });
    expect([statusOf(head), bodyOf(head)]).toEqual([200, ""]);
    expect(head).toContain("text/javascript");
  });

  test("of a sweep its runs, once they have begun, and every list as things are then", () => {
    const runs = mkdtempSync(join(home, "sweep-"));
    const begin = (name: string, file: string, text: string) => {
      mkdirSync(join(runs, name), { recursive: true });
      writeFileSync(join(runs, name, file), text);
    };
    begin("sweep-a", "sweep.json", JSON.stringify({ runs: [{ run: "one" }, { run: "two" }] }));
    begin("one", "config.json", "{}");
    const { read } = servedFiles(join(home, "site"), [join(runs, "sweep-a")]);
    const listed = () => {
      const all: readonly { name: string; files: readonly string[]; stamps: readonly string[] }[] = JSON.parse(
        new TextDecoder().decode(read("/runs.json")?.bytes),
      );
      return all.map(({ name, files, stamps }) => [
        name,
        ...files.map((file, at) => `${file} ${stamps[at].split(" ")[0]}`),
      ]);
    };
    expect(listed()).toEqual([
      ["sweep-a", "sweep.json 38"],
      ["one", "config.json 2"],
    ]);
    expect(read("/runs/2/config.json")).toBeUndefined();
    begin("two", "config.json", "{} ");
    begin("one", "metrics.jsonl", "{}\n");
    expect(listed()).toEqual([
      ["sweep-a", "sweep.json 38"],
      ["one", "config.json 2", "metrics.jsonl 3"],
      ["two", "config.json 3"],
    ]);
    expect(read("/runs/2/config.json")?.bytes.length).toBe(3);
    begin("sweep-b", "sweep.json", JSON.stringify({ runs: [{ run: ".." }] }));
    expect(() => servedFiles(join(home, "site"), [join(runs, "sweep-b")])).toThrow(/is not what purecell sweep writes/);
  });

  test("the run folders it was given, and of them only what runs write", async () => {
    const list = JSON.parse(bodyOf(await request("/runs.json")));
    expect(list).toEqual([
      {
        name: "run",
        path: "runs/0/",
        files: ["config.json", "figures/f.svg", "jobs/all-seed0.json", "jobs/link.json"],
        stamps: expect.arrayContaining([expect.stringMatching(/^\d+ [\d.]+$/)]),
      },
    ]);
    expect(statusOf(await request("/runs/0/config.json"))).toBe(200);
    expect(statusOf(await request("/runs/0/jobs/all-seed0.json"))).toBe(200);
    for (const path of [
      "/runs/0/log",
      "/runs/0/jobs/all-seed0.checkpoint.safetensors",
      "/runs/1/config.json",
      "/runs/0/",
    ]) {
      expect(statusOf(await request(path)), path).toBe(404);
    }
  });

  test("to localhost by either name", async () => {
    expect(statusOf(await request("/", { host: `localhost:${server.port}` }))).toBe(200);
  });
});

describe("what is refused", () => {
  test.each([
    "/../secret.json",
    "/%2e%2e/secret.json",
    "/..%2fsecret.json",
    "/assets/../../secret.json",
    "/assets/..%5c..%5csecret.json",
    "/%252e%252e/secret.json",
    "//secret.json",
    "/runs/0/../secret.json",
    "/runs/0/jobs/../../secret.json",
    "/runs/0/jobs/..%2f..%2fsecret.json",
    "/runs/00/..%2f..%2fsecret.json",
    "/assets/link.json",
    "/runs/0/jobs/link.json",
    "/.hidden.json",
    "/notes.md",
    "/index.html%00.js",
    "/%",
    "/%c0%ae%c0%ae/secret.json",
    "/assets",
    "/assets/",
    "http://127.0.0.1/../secret.json",
  ])("%s", async (path) => {
    const answer = await request(path);
    expect(statusOf(answer)).toBe(404);
    expect(answer).not.toMatch(/"secret"/);
    expect(answer).not.toContain(home);
  });

  test.each(["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", ""])(
    "the host %j",
    async (host) => {
      expect(statusOf(await request("/", { host }))).toBe(403);
      expect(statusOf(await request("/runs.json", { host }))).toBe(403);
    },
  );

  test("no host, two hosts, and what is no request", async () => {
    expect(statusOf(await send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n"))).toBeGreaterThanOrEqual(400);
    expect(statusOf(await send("GET / HTTP/1.0\r\n\r\n"))).toBeGreaterThanOrEqual(400);
    const own = `Host: 127.0.0.1:${server.port}\r\n`;
    const two = await send(`GET /runs.json HTTP/1.1\r\nHost: evil.example\r\n${own}Connection: close\r\n\r\n`);
    expect(statusOf(two)).toBeGreaterThanOrEqual(400);
    expect(statusOf(await send("hello\r\n\r\n"))).toBe(400);
    expect(statusOf(await request("secret.json"))).toBe(400);
  });

  test.each(["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])("%s", async (method) => {
    expect(statusOf(await request("/", { method, more: "Content-Length: 0\r\n" }))).toBe(405);
  });

  test("other computers: it listens on loopback alone", async () => {
    const outside = Object.values(networkInterfaces())
      .flatMap((all) => all ?? [])
      .find(({ family, internal }) => family === "IPv4" && !internal);
    if (outside === undefined) return;
    const refused = new Promise((resolve) => {
      connect(server.port, outside.address)
        .on("connect", () => resolve(false))
        .on("error", () => resolve(true));
    });
    expect(await refused).toBe(true);
  });
});

describe("with a token", () => {
  const token = newToken();
  let guarded: LabServer;

  beforeAll(async () => {
    guarded = await serveLab(servedFiles(join(home, "site"), [join(home, "run")]), { token });
  });
  afterAll(() => guarded.close());

  const ask = (path: string, cookie?: string, method = "GET") =>
    send(
      `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${guarded.port}\r\n${cookie === undefined ? "" : `Cookie: ${cookie}\r\n`}Connection: close\r\n\r\n`,
      guarded,
    );
  const PATHS = ["/", "/index.html", "/assets/a.js", "/runs.json", "/runs/0/config.json", "/nothing"];

  test("nothing is served without it, and a page says in words what to open", async () => {
    for (const path of PATHS) {
      for (const method of ["GET", "HEAD"]) expect(statusOf(await ask(path, undefined, method)), path).toBe(403);
      const answer = await ask(path);
      expect(answer).toContain("text/html");
      expect(bodyOf(answer)).toMatch(/whole address that <code>purecell lab<\/code> printed/);
      expect(answer).not.toMatch(/<p>lab|figures|Set-Cookie/);
      expect(answer).not.toContain(token);
    }
  });

  test.each([
    ["another one", () => newToken()],
    ["a part of it", () => token.slice(1)],
    ["more than it", () => `${token}0`],
    ["nothing", () => ""],
    ["bytes of two", () => "é".repeat(24)],
  ])("%s does not let one in, neither in the address nor as a cookie", async (_, wrong) => {
    const name = `purecell-lab-${guarded.port}`;
    for (const path of PATHS) {
      expect(statusOf(await ask(`${path}?token=${encodeURIComponent(wrong())}`)), path).toBe(403);
      expect(statusOf(await ask(path, `${name}=${encodeURIComponent(wrong())}`)), path).toBe(403);
    }
    expect(statusOf(await ask("/runs.json", `purecell-lab-1=${token}`))).toBe(403);
  });

  test("the printed address gives a cookie for this port, and leads to one without the token", async () => {
    expect(guarded.address).toBe(`${guarded.origin}?token=${token}`);
    const answer = await ask(`/?token=${token}`);
    expect(statusOf(answer)).toBe(303);
    expect(answer).toMatch(/\r\nLocation: \/\r\n/);
    const [, cookie, attributes] = /Set-Cookie: ([^;]+); ([^\r]+)/.exec(answer) ?? [];
    expect(attributes).toBe("Path=/; HttpOnly; SameSite=Lax");
    expect(cookie).toBe(`purecell-lab-${guarded.port}=${token}`);
    expect(bodyOf(await ask("/", `other=1; ${cookie}`))).toContain("<p>lab");
    expect(JSON.parse(bodyOf(await ask("/runs.json", cookie)))).toHaveLength(1);
    expect(statusOf(await ask("/../secret.json", cookie))).toBe(404);
    expect(statusOf(await ask(`/runs/0/config.json?token=${token}`))).toBe(200);
  });

  test("a foreign host is refused with it too", async () => {
    const answer = await send(
      `GET /?token=${token} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
      guarded,
    );
    expect([statusOf(answer), answer.includes("Set-Cookie")]).toEqual([403, false]);
  });

  test("tokens are long and never the same", () => {
    const many = new Set(Array.from({ length: 100 }, newToken));
    expect(many.size).toBe(100);
    for (const one of many) expect(one).toMatch(/^[0-9a-f]{48}$/);
  });

  test("the desktop is given a page that only its user can read", () => {
    const { page, forget } = leadingPage(guarded.address);
    expect(readFileSync(page, "utf8")).toContain(`url=${guarded.address}"`);
    if (process.platform !== "win32") {
      expect([page, join(page, "..")].map((path) => statSync(path).mode & 0o077)).toEqual([0, 0]);
    }
    forget();
    expect(existsSync(page)).toBe(false);
  });
});

/** The address that the command prints before it is interrupted. */
async function printed(...flags: string[]): Promise<string> {
  const timer = setInterval(() => process.emit("SIGINT"), 50);
  const { code, out } = await calling("lab", "--no-open", ...flags);
  clearInterval(timer);
  expect(code).toBe(0);
  return out.trim();
}

describe("the command", () => {
  test("prints an address with a token of its own, and one without where it is told so", async () => {
    const addresses = [await printed(), await printed(), await printed("--no-token")];
    const tokens = addresses.map((address) => new URL(address).searchParams.get("token"));
    expect(tokens[0]).toMatch(/^[0-9a-f]{48}$/);
    expect(tokens[1]).not.toBe(tokens[0]);
    expect(tokens[2]).toBeNull();
  });

  test("refuses folders that are no runs, ports that are none or taken", async () => {
    expect(await calling("lab", join(home, "site"), "--no-open")).toMatchObject({
      code: 3,
      err: expect.stringContaining("not a run folder"),
    });
    expect(await calling("lab", "--port", "x", "--no-open")).toMatchObject({
      code: 2,
      err: expect.stringContaining("--port takes"),
    });
    const taken = createServer();
    await new Promise<void>((resolve) => {
      taken.listen(0, "127.0.0.1", resolve);
    });
    const address = taken.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(await calling("lab", "--port", String(port), "--no-open")).toMatchObject({
      code: 2,
      err: expect.stringContaining("leave --port out"),
    });
    taken.close();
  });

  test("a site takes the runs that are named along, and of a run only what purecell writes", async () => {
    const out = join(home, "with-runs");
    const [run] = plantRuns(join(home, "to-take"));
    writeFileSync(join(run, "diary.json"), "{}");
    const { code, out: said } = await calling("lab", run, "--out", out, "--json");
    expect([code, JSON.parse(said)]).toMatchObject([0, { folder: out, runs: [run] }]);
    const [listed] = JSON.parse(readFileSync(join(out, "runs.json"), "utf8"));
    expect(listed).toMatchObject({ name: "planted-one", path: "runs/0/" });
    expect(listed.files).toContain("config.json");
    for (const file of listed.files) expect(existsSync(join(out, "runs/0", file)), file).toBe(true);
    expect(existsSync(join(out, "runs/0/diary.json"))).toBe(false);
    expect(await calling("lab", home, "--out", join(home, "third"))).toMatchObject({
      code: 3,
      err: expect.stringContaining("not a run folder"),
    });
  });

  test("writes the site for another host, and overwrites none", async () => {
    const out = join(home, "copy");
    const { code, out: said } = await calling("lab", "--out", out, "--json");
    expect([code, JSON.parse(said)]).toMatchObject([0, { command: "lab", folder: out }]);
    expect(JSON.parse(readFileSync(join(out, "runs.json"), "utf8"))).toEqual([]);
    expect(await calling("lab", "--out", out)).toMatchObject({
      code: 2,
      err: expect.stringContaining("already holds"),
    });
  });
});
