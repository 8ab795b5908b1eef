/** Files of published layouts, at reduced size: read back pixel by pixel, and refused by name where anything is wrong. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { encode } from "fast-png";
import * as h5wasm from "h5wasm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { damageOrStrike } from "../../../../test/support/damage.js";
import { type NpyArray, writeNpz } from "../../../io/index.js";
import { encodeNpy, readNpy } from "../../../io/npy.js";
import { fileSource, withFile } from "../../../io/source.node.js";
import { PurecellError } from "../../../math/errors.js";
import { integers, key } from "../../../math/random.js";
import { factorGrid, levelsOf } from "../factorGrid.js";
import { type FileLayout, type FolderLayout, type ImageLayout, imageLayouts } from "../layouts.js";
import { checkImageFile } from "./checkImageFile.node.js";
import { type OpenImageOptions, openImageTask } from "./openImageTask.node.js";
import {
  altered,
  bitArrays,
  bitFile,
  bitImages,
  bitLayout,
  byteImages,
  byteLayout,
  classes,
  factorValues,
  md5,
  SIDE,
  smallGrid,
} from "./small.fixture.node.js";

const COUNT = smallGrid.count;
let folder = "";
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "purecell-images-"));
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  process.env.PURECELL_CACHE = join(folder, `cache-${files++}`);
});

function written(name: string, bytes: Uint8Array): string {
  const path = join(folder, `${files++}-${name}`);
  writeFileSync(path, bytes);
  return path;
}

const layouts: readonly ImageLayout[] = [bitLayout(bitFile)];
const open = (path: string, options: OpenImageOptions = {}) => openImageTask(path, { layouts, ...options });

/** Every image of the task, in a random order, as bytes. */
async function allImages(path: string, white: number, options: OpenImageOptions): Promise<Uint8Array> {
  const task = await open(path, options);
  const size = task.height * task.width * task.channels;
  const all = new Float32Array(COUNT * size);
  for (let i = 0; i < COUNT; i++) task.render((i * 41) % COUNT, all, ((i * 41) % COUNT) * size);
  task.close();
  return Uint8Array.from(all, (value) => Math.round(white * value));
}

describe("npz", () => {
  test("deflated: every image is read back, as the published one", async () => {
    const path = written("sprites.npz", bitFile);
    expect(await allImages(path, 1, {})).toEqual(bitImages);
    const { name, origin, height, channels, grid, close } = await open(path);
    close();
    expect({ name, origin, height, channels }).toEqual({
      name: "small dSprites, first edition",
      origin: "original",
      height: SIDE,
      channels: 1,
    });
    expect(grid).toBe(smallGrid);
  });

  test("the unpacked copy is made once, of bits, and is an array that NumPy reads", async () => {
    const path = written("sprites.npz", bitFile);
    const shares: number[] = [];
    const options = { unpacking: (share: number) => void shares.push(share) };
    for (let time = 0; time < 2; time++) (await open(path, options)).close();
    expect(shares.filter((share) => share === 1)).toHaveLength(1);
    const cache = process.env.PURECELL_CACHE ?? "";
    expect(readdirSync(cache)).toEqual([`${md5(bitFile)}-bits.npy`]);
    const { shape, data } = await withFile(join(cache, `${md5(bitFile)}-bits.npy`), readNpy);
    expect(shape).toEqual([COUNT, (SIDE * SIDE) / 8]);
    const expected = Uint8Array.from({ length: bitImages.length / 8 }, (_, byte) =>
      Number.parseInt(bitImages.subarray(8 * byte, 8 * byte + 8).join(""), 2),
    );
    expect(data).toEqual(expected);
  });

  test("stored: read where it lies, without a copy", async () => {
    const stored = writeNpz(bitArrays, { compression: 0 });
    const path = written("sprites.npz", stored);
    expect(await allImages(path, 1, { layouts: [bitLayout(stored)] })).toEqual(bitImages);
    expect(() => readdirSync(process.env.PURECELL_CACHE ?? "")).toThrow();
  });

  test("smaller, by area average", async () => {
    const task = await open(written("sprites.npz", bitFile), { size: 4 });
    const image = new Float32Array(16);
    task.render(7, image);
    task.close();
    const at = (row: number, column: number) => bitImages[7 * 64 + 8 * row + column];
    expect(image[4 * 1 + 3]).toBe((at(2, 6) + at(2, 7) + at(3, 6) + at(3, 7)) / 4);
  });

  const images = (data: NpyArray["data"], ...shape: number[]) => altered({ imgs: { shape, data } });
  test.each<[string, Uint8Array, RegExp]>([
    [
      "another checksum",
      writeNpz(bitArrays, { compression: 1 }),
      /has the layout of small dSprites, but not the checksum: its MD5 is \w{32}; published \w{32} \(small dSprites, first edition\)\. Get it again/,
    ],
    [
      "no images",
      altered({ imgs: undefined }),
      /array "imgs" is missing; the file holds latents_classes, latents_values/,
    ],
    [
      "another name",
      altered({ imgs: undefined, images: bitArrays.imgs }),
      /array "imgs" is missing; the file holds latents_classes, latents_values, images/,
    ],
    ["no labels", altered({ latents_values: undefined }), /array "latents_values" is missing/],
    ["another image size", images(bitImages, COUNT, 4, 16), /array "imgs" is 105 x 4 x 16; 105 x 8 x 8 is expected/],
    ["too few images", images(bitImages.subarray(64), COUNT - 1, 8, 8), /"imgs" is 104 x 8 x 8; 105 x 8 x 8/],
    ["another type", images(Float32Array.from(bitImages), COUNT, 8, 8), /"imgs" holds f4; u1 is expected/],
    [
      "labels of another order",
      altered({ latents_classes: { shape: [COUNT, 4], data: classes.slice().reverse() } }),
      /"latents_classes", row 0: color is 6; 0 is expected/,
    ],
    [
      "nothing known",
      writeNpz({ x: { shape: [1], data: new Float32Array(1) } }),
      /is not small dSprites as published: array "imgs" is missing; the file holds x/,
    ],
    ["no bytes", new Uint8Array(), /is empty/],
    ["text", new TextEncoder().encode("<html>not found</html>"), /is a web page, which is not read here: the download/],
    ["other text", new TextEncoder().encode("not found\n"), /is not a .npz archive, in spite of its name/],
    ["an end cut off", bitFile.subarray(0, bitFile.length - 100), /cut short|damaged/],
    ["a half", bitFile.subarray(0, bitFile.length / 2), /cut short|damaged/],
  ])("refused, with %s", async (_, bytes, message) => {
    await expect(open(written("sprites.npz", bytes))).rejects.toThrow(message);
    await expect(open(written("sprites.npz", bytes))).rejects.toMatchObject({ exitCode: 3 });
  });

  test("a published checksum covers all but the images' own layout", async () => {
    const bytes = altered({ latents_classes: undefined });
    expect(await allImages(written("sprites.npz", bytes), 1, { layouts: [bitLayout(bytes)] })).toEqual(bitImages);
    const none = altered({ imgs: undefined });
    const options = { layouts: [bitLayout(none)] };
    await expect(open(written("sprites.npz", none), options)).rejects.toThrow('array "imgs" is missing');
  });

  test("every problem is said at once", async () => {
    const bytes = altered({ latents_values: undefined, imgs: { shape: [COUNT, 64], data: Int8Array.from(bitImages) } });
    const { problems } = await checkImageFile(written("sprites.npz", bytes), { layouts });
    expect(problems).toEqual([
      'array "imgs" is 105 x 64; 105 x 8 x 8 is expected',
      'array "imgs" holds i1; u1 is expected',
      'array "latents_values" is missing; the file holds imgs, latents_classes',
    ]);
  });

  test("with its checksum ignored, a file of the right layout is used, and is called unverified", async () => {
    const other = Uint8Array.from(integers(key(3), bitImages.length, 2));
    const path = written("sprites.npz", altered({ imgs: { shape: [COUNT, 8, 8], data: other } }));
    expect(await allImages(path, 1, { checksum: "ignored" })).toEqual(other);
    const task = await open(path, { checksum: "ignored" });
    task.close();
    expect(task.origin).toBe("unverified");
  });

  test("an unpacked array that is shorter than its header says, or struck, is refused before an image is read", async () => {
    const stored = writeNpz(bitArrays, { compression: 0 });
    const longer = stored.slice();
    const header = new TextEncoder().encode(`(${COUNT}, 8, 8)`);
    longer.set(new TextEncoder().encode(`(${COUNT + 1}, 8, 8)`), Buffer.from(stored).indexOf(header));
    const struck = stored.slice();
    struck[Buffer.from(stored).indexOf("\n") + 1000] ^= 1;
    const refused = (bytes: Uint8Array) => expect(open(written("sprites.npz", bytes), { checksum: "ignored" })).rejects;
    await refused(longer).toThrow(/array "imgs" is cut short: shape \(106, 8, 8\) makes 6912 bytes, there are 6848/);
    await refused(struck).toThrow('member "imgs.npy" is damaged: its checksum does not fit');
  });

  test("images whose first axis runs fastest are reported, not only refused", async () => {
    const turned = writeNpz(bitArrays, { compression: 0 });
    const at = Buffer.from(turned).indexOf("False, 'shape': (105, 8, 8)");
    turned.set(new TextEncoder().encode("True , "), at);
    const { problems } = await checkImageFile(written("sprites.npz", turned), { layouts });
    expect(problems).toEqual([
      'array "imgs" is stored with its first axis running fastest: save np.ascontiguousarray of it',
    ]);
  });

  test("a published file is known by its checksum under any name", async () => {
    const other: FileLayout = {
      ...bitLayout(new Uint8Array()),
      title: "cubes",
      usualName: /cubes/,
      grid: factorGrid([]),
    };
    const options = { layouts: [{ ...other, images: { ...other.images, shape: [1, 8, 8] } }, ...layouts] };
    expect(await checkImageFile(written("cubes.npz", bitFile), options)).toMatchObject({
      published: "small dSprites, first edition",
      problems: [],
    });
  });

  test("grey among black and white is refused, and leaves no copy", async () => {
    const grey = bitImages.slice();
    grey[1000] = 255;
    const path = written("sprites.npz", altered({ imgs: { shape: [COUNT, 8, 8], data: grey } }));
    await expect(open(path, { checksum: "ignored" })).rejects.toThrow(/holds the value 255; pixels are 0 or 1/);
    expect(readdirSync(process.env.PURECELL_CACHE ?? "")).toEqual([]);
  });

  test("a cache that cannot be written is an error that says what to do", async () => {
    process.env.PURECELL_CACHE = join(written("file", new Uint8Array(1)), "cache");
    const opening = open(written("sprites.npz", bitFile));
    await expect(opening).rejects.toThrow(/cannot be written: set PURECELL_CACHE to a folder/);
    await expect(opening).rejects.toMatchObject({ exitCode: 3 });
  });

  test("whatever is damaged, images are right or refused by name", () =>
    fc.assert(
      fc.asyncProperty(fc.nat(1e6), async (seed) => {
        const path = written("sprites.npz", damageOrStrike(bitFile, seed));
        try {
          expect(await allImages(path, 1, { checksum: "ignored" })).toEqual(bitImages);
        } catch (error) {
          expect(error).toBeInstanceOf(PurecellError);
        }
      }),
      { numRuns: 40 },
    ));
});

describe("HDF5", () => {
  async function hdf5(
    shape: readonly number[],
    data: Uint8Array,
    labels: Float64Array,
    chunks: readonly number[] = [16, ...shape.slice(1)],
  ): Promise<Uint8Array> {
    const { FS } = await h5wasm.ready;
    const path = `/made-${files++}.h5`;
    const file = new h5wasm.File(path, "w");
    file.create_dataset({ name: "images", data, shape: [...shape], dtype: "<B", chunks: [...chunks], compression: 4 });
    file.create_dataset({ name: "labels", data: labels, shape: [COUNT, 4], dtype: "<d" });
    file.close();
    const bytes = FS.readFile(path);
    FS.unlink(path);
    return bytes;
  }

  test("packed chunks: every image is read back; two files are open side by side", async () => {
    const bytes = await hdf5([COUNT, 8, 8, 3], byteImages, factorValues);
    const path = written("shapes.h5", bytes);
    const options = { layouts: [byteLayout(bytes)] };
    const other = await open(path, options);
    expect(other).toMatchObject({ origin: "original", channels: 3, height: 8 });
    expect(await allImages(path, 255, options)).toEqual(byteImages);
    const image = new Float32Array(192);
    other.render(COUNT - 1, image);
    other.close();
    expect(Uint8Array.from(image, (value) => Math.round(255 * value))).toEqual(byteImages.subarray(-192));
  });

  test("chunks of a few pixels of many images are unpacked once, to a copy", async () => {
    const bytes = await hdf5([COUNT, 8, 8, 3], byteImages, factorValues, [80, 2, 4, 1]);
    const path = written("shapes.h5", bytes);
    const options = { layouts: [byteLayout(bytes)] };
    for (let time = 0; time < 2; time++) expect(await allImages(path, 255, options)).toEqual(byteImages);
    expect(readdirSync(process.env.PURECELL_CACHE ?? "")).toEqual([`${md5(bytes)}-bytes.npy`]);
  });

  test("values of labels may have other units, but not tell other things apart or run backwards", async () => {
    const relabelled = (change: (value: number, place: number) => number) =>
      hdf5(
        [COUNT, 8, 8, 3],
        byteImages,
        factorValues.map((value, at) => change(value, at % 4)),
      );
    const options: OpenImageOptions = { layouts: [byteLayout(new Uint8Array())], checksum: "ignored" };
    const scaled = await relabelled((value, place) => (place === 2 ? 4 * value - 2 : value));
    (await open(written("shapes.h5", scaled), options)).close();
    const backwards = await relabelled((value, place) => (place === 3 ? -value : value));
    await expect(open(written("shapes.h5", backwards), options)).rejects.toThrow(
      /row 1: angle is -1 at level 1, after 0/,
    );
    const merged = await relabelled((value, place) => (place === 1 ? Math.min(2, value) : value));
    await expect(open(written("shapes.h5", merged), options)).rejects.toThrow(/shape is 2 at level 2, after 1, 2/);
    const unknown = await relabelled((value, place) => (place === 2 ? Number.NaN : value));
    await expect(open(written("shapes.h5", unknown), options)).rejects.toThrow(/scale is NaN at level 0/);
  });

  test("refused: another checksum, another size, labels of another order, an end cut off", async () => {
    const bytes = await hdf5([COUNT, 8, 8, 3], byteImages, factorValues);
    const flat = await hdf5([COUNT, 8, 24], byteImages, factorValues);
    const turned = await hdf5([COUNT, 8, 8, 3], byteImages, factorValues.slice().reverse());
    const options = { layouts: [byteLayout(bytes)] };
    const refused = (file: Uint8Array) => expect(open(written("shapes.h5", file), options)).rejects;
    await refused(flat).toThrow('array "images" is 105 x 8 x 24; 105 x 8 x 8 x 3 is expected');
    await refused(turned).toThrow(/"labels", row 1: color is 5; 6 is expected, so images are in another order/);
    await refused(bytes.subarray(0, bytes.length - 2000)).toThrow(/cut short|damaged/);
    await expect(open(written("shapes.h5", bytes), { layouts: [byteLayout(flat)] })).rejects.toThrow(
      "not the checksum",
    );
  });
});

describe("folders of PNG images", () => {
  const layout: FolderLayout = {
    name: "small-rooms",
    title: "small rooms",
    source: "this test",
    where: "here",
    grid: smallGrid,
    format: "png",
    channels: 3,
    sides: [8],
  };
  const options = { layouts: [layout] };
  const picture = (index: number, side = 8) =>
    encode({
      width: side,
      height: side,
      data: byteImages.slice(192 * index, 192 * index + 3 * side * side),
      channels: 3,
    });
  function pictures(count = COUNT): string {
    const path = join(folder, `${files++}-small-rooms`);
    mkdirSync(join(path, "images"), { recursive: true });
    for (let index = 0; index < count; index++) writeFileSync(nameOf(path, index), picture(index));
    return path;
  }
  const nameOf = (path: string, index: number) => join(path, "images", `${String(index).padStart(6, "0")}.png`);

  test("every image is read back", async () => {
    const path = pictures();
    expect(await allImages(path, 255, options)).toEqual(byteImages);
    expect((await open(path, options)).origin).toBe("unverified");
    const units = Float64Array.from({ length: COUNT * 4 }, (_, at) => {
      const size = smallGrid.sizes[at % 4];
      return size > 1 ? levelsOf(smallGrid, at >> 2)[at % 4] / (size - 1) : 0;
    });
    writeFileSync(join(path, "train-rec.labels"), encodeNpy({ shape: [COUNT, 4], data: units }));
    await expect(open(path, options)).resolves.toBeDefined();
    writeFileSync(join(path, "train-rec.labels"), encodeNpy({ shape: [COUNT, 4], data: units.slice().reverse() }));
    await expect(open(path, options)).rejects.toThrow(/train-rec.labels, row 1: color is 0.83\d*; 1 is expected/);
  });

  test("refused: missing and renamed images, another size, damaged ones", async () => {
    await expect(open(pictures(100), options)).rejects.toThrow("it holds 100 images; 105 are expected");
    await expect(open(pictures(0), options)).rejects.toThrow("holds no PNG images");
    const renamed = pictures();
    rmSync(nameOf(renamed, 50));
    writeFileSync(nameOf(renamed, 500), picture(50));
    await expect(open(renamed, options)).rejects.toThrow("image 50 is called 000051.png; 000050.png is expected");
    await expect(open(pictures(), { layouts: [{ ...layout, sides: [128] }] })).rejects.toThrow(
      "images are 8 x 8; 128 x 128 is expected",
    );
    const fewer = pictures();
    rmSync(nameOf(fewer, 50));
    await expect(open(fewer, options)).rejects.toThrow(
      "it holds 104 images; 105 are expected; image 50 is called 000051.png; 000050.png is expected",
    );
    const mixed = pictures();
    writeFileSync(nameOf(mixed, 3), picture(3, 4));
    writeFileSync(nameOf(mixed, 4), picture(4).subarray(0, 60));
    const task = await open(mixed, options);
    const image = new Float32Array(192);
    expect(() => task.render(3, image)).toThrow("is 4 x 4; the first image is 8 x 8");
    expect(() => task.render(4, image)).toThrow("000004.png cannot be read as a PNG image");
    writeFileSync(nameOf(mixed, 0), Buffer.concat([picture(0), new Uint8Array(70_000)]));
    await expect(open(mixed, options)).rejects.toThrow(/bytes, more than an image of 8 x 8 can need/);
    const vast = picture(0).slice();
    vast.fill(0xff, 16, 24);
    writeFileSync(nameOf(mixed, 0), vast);
    await expect(open(mixed, options)).rejects.toThrow("says that it is 4294967295 x 4294967295; at most 4096 a side");
  });
});

test("names are re-rendered tasks; what is neither a name nor a file is refused", async () => {
  const task = await openImageTask("shapes3d", { size: 32 });
  expect(task).toMatchObject({ origin: "re-rendered", height: 32, channels: 3 });
  task.close();
  await expect(openImageTask("dsprite")).rejects.toThrow(
    '"dsprite" is no image task (dsprites, shapes3d), and there is no',
  );
});

test("published layouts: as many images as conditions, sizes that agree", () => {
  for (const layout of imageLayouts) {
    if (layout.format === "png") continue;
    const { grid, images, labels, channels } = layout;
    expect(images.shape.slice(0, 3)).toEqual([grid.count, 64, 64]);
    expect(images.shape.slice(3)).toEqual(channels === 3 ? [3] : []);
    if (labels) expect(labels.shape).toEqual([grid.count, grid.sizes.length]);
    for (const sum of Object.keys(layout.checksums)) expect(sum).toMatch(/^[0-9a-f]{32}$/);
  }
  const strides = (name: string) => {
    const sizes = imageLayouts.find((layout) => layout.name === name)?.grid.sizes ?? [];
    return sizes.map((_, place) => sizes.slice(place + 1).reduce((product, size) => product * size, 1));
  };
  expect(strides("isaac3d")).toEqual([245760, 30720, 6144, 1536, 384, 96, 16, 4, 1]);
  expect(strides("falcor3d")).toEqual([46656, 7776, 1296, 216, 36, 6, 1]);
});

test.skipIf(process.platform === "win32")("paths that lead nowhere, and pipes, are refused by name", async () => {
  const loop = join(folder, "loop.npz");
  symlinkSync(loop, loop);
  const pipe = join(folder, "pipe.npz");
  execFileSync("mkfifo", [pipe]);
  const below = join(written("file", new Uint8Array(1)), "sprites.npz");
  for (const path of [loop, below, join(folder, "x".repeat(300))]) {
    await expect(checkImageFile(path)).rejects.toMatchObject({ exitCode: 3 });
  }
  await expect(checkImageFile(pipe)).rejects.toThrow("pipe.npz is not a file");
});

test("a file is closed again", async () => {
  const path = written("sprites.npz", bitFile);
  for (let time = 0; time < 100; time++) (await open(path)).close();
  const source = await fileSource(path);
  await source.close();
});
