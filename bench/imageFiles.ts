/**
 * Image files at their published size: writes a file of the layout of dSprites (737,280 images, re-rendered, deflated as
 * np.savez_compressed does) unless FILE is there, opens it, and compares images read at random with the renderer.
 *
 *     node --import tsx bench/imageFiles.ts FILE
 */
import { createWriteStream, existsSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Zip, ZipDeflate } from "fflate";
import { npyHeaderBytes } from "../src/io/npy.js";
import { integers, key } from "../src/math/random.js";
import { dsprites, dspritesGrid } from "../src/tasks/images/dsprites.js";
import { levelsOf } from "../src/tasks/images/factorGrid.js";
import { openImageTask } from "../src/tasks/images/files/openImageTask.node.js";

const COUNT = dspritesGrid.count;
const PIXELS = 64 * 64;

function* imageBytes(): Generator<Uint8Array> {
  yield npyHeaderBytes("|u1", [COUNT, 64, 64]);
  const image = new Float32Array(PIXELS);
  for (let from = 0; from < COUNT; from += 256) {
    const block = new Uint8Array(256 * PIXELS);
    for (let index = from; index < from + 256; index++) {
      dsprites.render(index, image);
      block.set(image, (index - from) * PIXELS);
    }
    yield block;
  }
}

function* labelBytes(description: string, value: (factor: number, level: number) => number | bigint) {
  yield npyHeaderBytes(description, [COUNT, 6]);
  for (let index = 0; index < COUNT; index++) {
    const row = levelsOf(dspritesGrid, index).map((level, factor) => value(factor, level));
    const items = row.every((item) => typeof item === "bigint")
      ? BigInt64Array.from(row)
      : Float64Array.from(row, Number);
    yield new Uint8Array(items.buffer);
  }
}

/** The archive in pieces. */
function* archive(): Generator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    ready.push(piece);
  });
  const members: readonly (readonly [string, Generator<Uint8Array>])[] = [
    ["imgs", imageBytes()],
    ["latents_classes", labelBytes("<i8", (_, level) => BigInt(level))],
    ["latents_values", labelBytes("<f8", (factor, level) => dspritesGrid.factors[factor].values[level])],
  ];
  for (const [name, pieces] of members) {
    const member = new ZipDeflate(`${name}.npy`, { level: 1 });
    zip.add(member);
    for (const piece of pieces) {
      member.push(piece);
      yield* ready;
      ready = [];
    }
    member.push(new Uint8Array(), true);
  }
  zip.end();
  yield* ready;
}

const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(2);

async function main(path: string): Promise<void> {
  if (!existsSync(path)) {
    const start = performance.now();
    await pipeline(Readable.from(archive()), createWriteStream(path));
    console.log(`written in ${seconds(start)} s`);
    return;
  }
  for (const attempt of ["first", "second"]) {
    const start = performance.now();
    const task = await openImageTask(path, { checksum: "ignored" });
    console.log(`${attempt} opening: ${seconds(start)} s (${task.name}, ${task.origin})`);
    await compare(task);
    task.close();
  }
  const { userCPUTime, maxRSS } = process.resourceUsage();
  console.log(`user CPU ${(userCPUTime / 1e6).toFixed(1)} s, peak memory ${Math.round(maxRSS / 1024)} MiB`);
}

async function compare(task: Awaited<ReturnType<typeof openImageTask>>): Promise<void> {
  const drawn = integers(key(0), 20_000, COUNT);
  const [read, expected] = [new Float32Array(PIXELS), new Float32Array(PIXELS)];
  const start = performance.now();
  for (const index of drawn) task.render(index, read);
  console.log(`${drawn.length} images at random: ${seconds(start)} s`);
  let wrong = 0;
  for (const index of drawn.subarray(0, 2000)) {
    task.render(index, read);
    dsprites.render(index, expected);
    wrong += read.reduce((sum, value, at) => sum + (value === expected[at] ? 0 : 1), 0);
  }
  console.log(`2000 compared: ${wrong} pixels differ`);
}

await main(process.argv[2] ?? "dsprites-rendered.npz");
