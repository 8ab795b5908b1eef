import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeNpy, encodeNpy, readNpy, toFloat64 } from "./npy.js";
import { listNpz, readNpz, writeNpz } from "./npz.js";
import { bytesSource } from "./source.js";
import { fileSource, withFile } from "./source.node.js";

const fixture = (name: string) => new URL(`../../test/fixtures/numpy/${name}`, import.meta.url).pathname;
const header = (descr: string, shape = "(1,)") => {
  const text = `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117);
  return Uint8Array.from([0x93, ...Buffer.from("NUMPY"), 1, 0, 118, 0, ...Buffer.from(text), 10]);
};

describe.each(["stored.npz", "compressed.npz"])("what NumPy wrote: %s", (file) => {
  const read = () => withFile(fixture(file), (source) => readNpz(source));

  test("numbers of every size and byte order", async () => {
    const arrays = await read();
    for (const kind of ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]) {
      const expected = [0, 1, 2, 3, 4, 5].map((value) => (kind[0] === "f" ? value / 2 : value));
      for (const order of ["little", "big"]) {
        const array = arrays.get(`${kind}_${order}`);
        if (!array) throw new Error(`${kind}_${order} is missing`);
        expect(array.shape).toEqual([2, 3]);
        expect([...toFloat64(array)]).toEqual(expected);
      }
    }
  });

  test("memory order, text, booleans, single values, empty arrays, half floats", async () => {
    const arrays = await read();
    const data = (name: string) => [...(arrays.get(name)?.data ?? [])];
    expect(data("fortran")).toEqual(Array.from({ length: 24 }, (_, i) => i));
    expect(data("fortran_text")).toEqual(["a", "bc", "", "δ", "😀", "e f"]);
    expect(data("text_big")).toEqual(["Oslo", "Zürich"]);
    expect(data("ascii")).toEqual(["ab", "c"]);
    expect(data("bool")).toEqual([1, 0, 1, 0, 1, 0]);
    expect(arrays.get("bool")?.dtype).toBe("b1");
    expect(arrays.get("single")).toEqual({ shape: [], dtype: "f8", data: Float64Array.of(2.5) });
    expect(arrays.get("none")?.shape).toEqual([0, 4]);
    const tiny = 6e-8; // the nearest half float is 2^-24
    expect(
      data("half")
        .map((value) => (value === 2 ** -24 ? tiny : value))
        .slice(0, 4),
    ).toEqual([0, -2, 65504, tiny]);
    expect(data("half").slice(5)).toEqual([Infinity, -Infinity, Number.NaN]);
  });
});

describe("writing", () => {
  const number = fc.double({ noNaN: true });
  test("what is written is read back", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(number, { maxLength: 30 }),
        fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 10 }),
        fc.constantFrom(0, 6),
        async (values, names, compression) => {
          const texts = names.map((name) => name.replaceAll("\0", "")); // NumPy drops trailing nulls
          const arrays = {
            values: { shape: [values.length, 1], data: Float64Array.from(values) },
            names: { shape: [names.length], data: texts },
            whole: { shape: [2], data: BigInt64Array.of(-1n, 2n ** 60n) },
            flags: { shape: [2], data: Uint8Array.of(1, 0), dtype: "b1" },
          };
          const bytes = writeNpz(arrays, { compression: compression === 0 ? 0 : 6 });
          const back = await readNpz(bytesSource(bytes));
          expect([...(back.get("values")?.data ?? [])]).toEqual(values);
          expect(back.get("names")?.data).toEqual(texts);
          expect(back.get("whole")?.data).toEqual(arrays.whole.data);
          expect(back.get("flags")).toEqual(arrays.flags);
          expect(writeNpz(arrays, { compression: compression === 0 ? 0 : 6 })).toEqual(bytes);
        },
      ),
      { numRuns: 50 },
    );
  });

  test("shape and data must agree", () => {
    expect(() => encodeNpy({ shape: [2, 2], data: new Float64Array(3) })).toThrow(/holds 4, not 3/);
  });

  test("big whole numbers are refused rather than rounded", () => {
    expect(() => toFloat64({ shape: [1], data: BigInt64Array.of(2n ** 60n) }, "ids")).toThrow(
      /ids holds 1152921504606846976/,
    );
  });
});

describe("refused, each by name", () => {
  test.each([
    ["pickled.npy", /pickled.npy holds Python objects/],
    ["complex.npy", /complex.npy holds complex numbers/],
    ["records.npy", /records.npy holds records/],
    ["dates.npy", /dates.npy holds dates/],
  ])("%s", async (file, message) => {
    await expect(withFile(fixture(file), (source) => readNpy(source))).rejects.toThrow(message);
  });

  test.each([
    [Buffer.from("not an array"), /is not a .npy array/],
    [header("'<f8'"), /cut short: shape \(1\) makes 136 bytes, there are 128/],
    [header("'<f8'", "(0,)").subarray(0, 60), /cut short within its header/],
    [header("'<f16'"), /dtype <f16/],
    [header("'<f8'", "(99999999999999, 99999999999999)"), /impossible shape/],
    [header("'<U0'", "(99999999,)"), /empty strings/],
    [header("'<f8'", "(-1,)"), /damaged/],
    [header("'<f8'", `(${"1, ".repeat(16)})`), /damaged|short|cannot be read/],
  ])("%#", (bytes, message) => {
    expect(() => decodeNpy(Uint8Array.from(bytes), "array")).toThrow(message);
  });

  test("files that are not there, not files, or not archives", async () => {
    await expect(fileSource(fixture("absent.npz"))).rejects.toThrow(/there is no such file/);
    await expect(fileSource(fixture(""))).rejects.toThrow(/not a file|a folder/);
    await expect(listNpz(bytesSource(Buffer.from("a,b\n1,2\n"), "table.npz"))).rejects.toThrow(
      /table.npz is not a .npz/,
    );
    await expect(listNpz(bytesSource(new Uint8Array(0), "empty.npz"))).rejects.toThrow(/empty.npz is not a .npz/);
  });

  test("an array that is not in the file, with those that are", async () => {
    const bytes = writeNpz({ rates: { shape: [1], data: Float64Array.of(1) } });
    await expect(readNpz(bytesSource(bytes, "a.npz"), { only: ["activity"] })).rejects.toThrow(
      /a.npz holds no array "activity"; it holds rates/,
    );
  });

  test("more bytes than the limit, before anything is unpacked", async () => {
    const bomb = writeNpz({ zeros: { shape: [4_000_000], data: new Float64Array(4_000_000) } });
    expect(bomb.length).toBeLessThan(40_000);
    await expect(readNpz(bytesSource(bomb, "bomb.npz"), { mostBytes: 1_000_000 })).rejects.toThrow(
      /bomb.npz: member "zeros.npy" unpacks to 32000128 bytes, more than the limit of 1000000/,
    );
  });

  test("an archive that claims less than it unpacks to, or more than it can", async () => {
    const honest = writeNpz({ zeros: { shape: [400_000], data: new Float64Array(400_000) } });
    const contents = new DataView(honest.buffer).getUint32(honest.length - 6, true);
    for (const [claim, message] of [
      [1000, /unpacks to more than the 1000 bytes/],
      [3_200_129, /it unpacks to 3200128 of 3200129 bytes/],
      [0xfffffff0, /cannot unpack to 4294967280/],
    ] as const) {
      const lying = honest.slice();
      new DataView(lying.buffer).setUint32(contents + 24, claim, true);
      await expect(readNpz(bytesSource(lying))).rejects.toThrow(message);
    }
  });

  test("member names that leave the archive", async () => {
    const bytes = writeNpz({ "../../etc/rates": { shape: [1], data: Float64Array.of(1) } });
    await expect(listNpz(bytesSource(bytes, "x.npz"))).rejects.toThrow(/leaves the archive/);
  });

  test("every truncation of an archive", async () => {
    const bytes = await readFile(fixture("recording.npz"));
    for (let length = 0; length < bytes.length; length++) {
      await expect(readNpz(bytesSource(bytes.subarray(0, length)))).rejects.toThrow(/not a|damaged|cut short/);
    }
  });
});
