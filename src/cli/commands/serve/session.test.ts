/** The rules of a session, over threads that do as they are told. Real ones: test/package.test.ts. */
import { mkdtempSync, realpathSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { Reply } from "./protocol.js";
import { Session } from "./session.js";
import type { Listener, Thread } from "./threads.js";

interface Puppet extends Thread {
  readonly calls: string[];
  listener: Listener;
  asked: number;
}

const silent: Listener = { hear: () => {}, failed: () => {}, exited: () => {} };

function puppet(): Puppet {
  const made: Puppet = {
    alive: true,
    calls: [],
    listener: silent,
    asked: 0,
    begin({ argv }, listener) {
      made.calls.push(argv.join(" "));
      made.listener = listener;
    },
    interrupt: () => void made.asked++,
    end: async () => made.listener.exited(1),
  };
  return made;
}

function session({ spare = 2 } = {}) {
  const said: Reply[] = [];
  const threads: Puppet[] = [];
  const start = () => {
    const made = puppet();
    threads.push(made);
    return made;
  };
  const made = new Session({ reply: (reply) => said.push(reply), start, spare });
  const send = (message: object) => made.take(JSON.stringify(message));
  return { said, threads, send, session: made };
}

const home = process.cwd();
afterEach(() => process.chdir(home));

test("words come back under the id of their call, and the exit code last", () => {
  const { said, threads, send } = session();
  send({ id: "a", argv: ["list", "--json"] });
  threads[0].listener.hear({ out: "{}" });
  threads[0].listener.hear({ say: "done" });
  threads[0].listener.hear({ code: 0 });
  expect(threads[0].calls).toEqual(["list --json"]);
  expect(said).toEqual([
    { id: "a", out: "{}" },
    { id: "a", say: "done" },
    { id: "a", code: 0 },
  ]);
});

test("calls run side by side; a thread that is done is used again, one that ran an experiment is not", () => {
  const { threads, send } = session();
  send({ id: 1, argv: ["list"] });
  send({ id: 2, argv: ["run", "./mine.js"] });
  expect(threads).toHaveLength(2);
  for (const thread of threads) thread.listener.hear({ code: 0 });
  send({ id: 3, argv: ["list"] });
  expect(threads.map(({ calls }) => calls.length)).toEqual([2, 1]);
  send({ id: 4, argv: ["list"] });
  expect(threads).toHaveLength(3);
});

test("a cancelled call is asked to stop where it can, ended the second time, and at once where it cannot", () => {
  const { said, threads, send } = session();
  send({ id: 1, argv: ["run", "fig2"] });
  threads[0].listener.hear({ stoppable: true });
  send({ cancel: 1 });
  expect([threads[0].asked, said]).toEqual([1, []]);
  send({ cancel: 1 });
  const ended = (id: number) => [
    { id, say: "interrupted" },
    { id, code: 130 },
  ];
  expect(said).toEqual(ended(1));
  send({ id: 2, argv: ["predict", "factors.csv"] });
  send({ cancel: 2 });
  expect(said.slice(2)).toEqual(ended(2));
});

test("a thread that fails ends its call as a bug, once, and no other", () => {
  const { said, threads, send } = session();
  send({ id: 1, argv: ["list"] });
  send({ id: 2, argv: ["list"] });
  threads[0].listener.failed(new Error("a planted fault"));
  threads[0].listener.exited(1);
  threads[1].listener.hear({ code: 0 });
  expect(said.filter((reply) => "code" in reply)).toEqual([
    { id: 1, code: 70 },
    { id: 2, code: 0 },
  ]);
  expect(JSON.stringify(said)).toMatch(/a planted fault.*bug in purecell/);
});

test("a call for another folder waits until nothing runs in this one", () => {
  const other = realpathSync(mkdtempSync(join(tmpdir(), "purecell-")));
  const { said, threads, send } = session();
  send({ id: 1, argv: ["list"] });
  send({ id: 2, argv: ["list"], cwd: other });
  send({ id: 3, argv: ["list"], cwd: home });
  expect([threads.length, process.cwd()]).toEqual([1, home]);
  threads[0].listener.hear({ code: 0 });
  expect([threads[0].calls.length, process.cwd()]).toEqual([2, other]);
  threads[0].listener.hear({ code: 0 });
  expect([threads[0].calls.length, process.cwd()]).toEqual([3, home]);
  threads[0].listener.hear({ code: 0 });
  send({ id: 4, argv: ["list"], cwd: join(other, "nowhere") });
  expect(said.at(-1)).toEqual({ id: 4, code: 3 });
  rmdirSync(other);
});

test.each(["not JSON", '{"id": 1}', '{"id": 1, "argv": ["list"], "more": 2}'])("%s is refused, and said", (line) => {
  const { said, session: made } = session();
  made.take(line);
  expect(said).toEqual([{ error: expect.stringContaining("neither a call nor a cancellation") }]);
});

test("when the client goes, everything is stopped in good order", async () => {
  const { said, threads, send, session: made } = session();
  send({ id: 1, argv: ["run", "fig2"] });
  threads[0].listener.hear({ stoppable: true });
  const closed = made.close();
  expect(threads[0].asked).toBe(1);
  threads[0].listener.hear({ code: 130 });
  await closed;
  expect(said).toEqual([{ id: 1, code: 130 }]);
});
