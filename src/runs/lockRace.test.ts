import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const ROUNDS = 150;
const PROCESSES = 4;
/** No process has it: numbers end at 2^22 (Linux) or before. */
const NOBODY = 99_999_999;

const racer = fileURLToPath(new URL("lockRacer.fixture.ts", import.meta.url));

async function answers(racers: readonly ChildProcess[], message: number | string): Promise<unknown[]> {
  const heard = racers.map((racer) => once(racer, "message"));
  for (const one of racers) one.send(message);
  return (await Promise.all(heard)).map(([answer]) => answer);
}

test("a stale lock that several processes take at the same moment has exactly one holder", async () => {
  const folder = mkdtempSync(join(tmpdir(), "purecell-race-"));
  const path = join(folder, "lock");
  const racers = Array.from({ length: PROCESSES }, () => fork(racer, [path], { execArgv: ["--import", "tsx"] }));
  try {
    await Promise.all(racers.map((one) => once(one, "message")));
    const holders: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      writeFileSync(path, JSON.stringify({ pid: NOBODY, host: hostname() }));
      const heard = await answers(racers, Date.now() + 6);
      holders.push(heard.filter((answer) => answer === "got it").length);
      await answers(racers, "release");
    }
    expect(holders).toEqual(Array.from({ length: ROUNDS }, () => 1));
  } finally {
    for (const one of racers) one.kill();
    rmSync(folder, { recursive: true });
  }
});
