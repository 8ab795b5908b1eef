import { unzlibSync } from "fflate";
import { expect, test } from "vitest";
import { crc32 } from "../math/crc32.js";
import { drawFigure } from "./figure.js";
import { imageSheet } from "./imageSheet.js";
import { svgToPng } from "./png.node.js";
import { pngBytes } from "./pngBytes.js";

test("a PNG holds its size and pixels, and every chunk its checksum", () => {
  const rgb = Uint8Array.from({ length: 18 }, (_, i) => 14 * i);
  const file = pngBytes({ width: 3, height: 2, rgb });
  const view = new DataView(file.buffer);
  const chunks = new Map<string, Uint8Array>();
  for (let at = 8; at < file.length; ) {
    const length = view.getUint32(at);
    const named = file.subarray(at + 4, at + 8 + length);
    expect(view.getUint32(at + 8 + length)).toBe(crc32(named));
    chunks.set(String.fromCharCode(...named.subarray(0, 4)), named.subarray(4));
    at += 12 + length;
  }
  expect([...chunks.keys()]).toEqual(["IHDR", "IDAT", "IEND"]);
  expect([...(chunks.get("IHDR") ?? [])]).toEqual([0, 0, 0, 3, 0, 0, 0, 2, 8, 2, 0, 0, 0]);
  const rows = unzlibSync(chunks.get("IDAT") ?? new Uint8Array());
  expect([...rows]).toEqual([0, ...rgb.subarray(0, 9), 0, ...rgb.subarray(9)]);
});

test("pictures are drawn where they belong, in their colours", () => {
  const plain = (...colour: number[]) =>
    Float32Array.from({ length: 4 * colour.length }, (_, i) => colour[i % colour.length]);
  const panel = imageSheet({
    title: "",
    rows: [{ label: "", images: [plain(1, 0, 0), plain(0, 0.5, 2)] }],
    height: 2,
    width: 2,
    channels: 3,
    size: 20,
  });
  const { svg } = drawFigure({ id: "sheet", title: "", caption: "", summary: "", panels: [panel] });
  expect(svg).toMatch(/href="data:image\/png;base64,/);
  expect(svgToPng(svg, { scale: 1 }).length).toBeGreaterThan(100);
  const grey = imageSheet({
    title: "",
    rows: [{ label: "a", images: [plain(0.25)] }],
    height: 2,
    width: 2,
    channels: 1,
  });
  expect(grey.height).toBe(36);
});
