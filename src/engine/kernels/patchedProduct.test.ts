import fc from "fast-check";
import { expect, test } from "vitest";
import { run } from "../../../test/support/kernels.js";
import { normals, wholes } from "../../../test/support/nativeReference.js";
import { definePatchedProduct, type PatchedProduct, type Patches, patchedScratch } from "./patchedProduct.js";
import { defineProduct, type Product, productScratch } from "./product.js";

/** The patches copied out: [images x places, perRow x run]. */
function copiedOut({ images, places, perRow, run: length, pixels }: Patches, from: Float32Array, spots: Int32Array) {
  const rows = Array.from({ length: images * places * perRow }, (_, at) => {
    const [image, spot] = [Math.floor(at / (places * perRow)), spots[at % (places * perRow)] / 4];
    return [...from.subarray(image * pixels + spot, image * pixels + spot + length)];
  });
  return Float32Array.from(rows.flat());
}

const shape = fc.record({
  images: fc.integer({ min: 1, max: 6 }),
  places: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constantFrom(150, 289)),
  perRow: fc.integer({ min: 1, max: 4 }),
  run: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(32, 64)),
  columns: fc.integer({ min: 1, max: 13 }),
  transA: fc.boolean(),
  transB: fc.boolean(),
  added: fc.constantFrom("nothing", "row", "matrix"),
});

test("products of patches are those of the patches copied out", () => {
  const property = fc.property(shape, ({ images, places, perRow, run: length, columns, transA, transB, added }) => {
    const patches: Patches = { images, places, perRow, run: length, pixels: 20 * length };
    const [rows, depth] = transA ? [perRow * length, images * places] : [images * places, perRow * length];
    const plain: Product = {
      rows,
      columns,
      depth,
      transA,
      transB,
      alpha: 0.5,
      beta: 2,
      added: transA ? "nothing" : added,
      rectified: added === "row" && !transA,
    };
    const patched: PatchedProduct = { ...plain, patches };
    const image = Float32Array.from(normals(images * patches.pixels).data);
    const spots = Int32Array.from(wholes(20, places * perRow).data, (spot) => 4 * length * spot);
    const [b, e] = [depth * columns, rows * columns].map((count) => Float32Array.from(normals(count).data));
    const blank = new Float32Array(rows * columns);
    const scratch = (bytes: number) => new Float32Array(bytes / 4);
    const inputs = [image, b, blank, e, scratch(patchedScratch(patched)), spots];
    const [, , found] = run((assembly) => definePatchedProduct(assembly, patched), inputs);
    const whole = [copiedOut(patches, image, spots), b, blank, e, scratch(productScratch(plain))];
    const [, , wanted] = run((assembly) => defineProduct(assembly, plain), whole);
    for (const [at, value] of wanted.entries())
      expect(Math.abs(found[at] - value)).toBeLessThan(1e-5 * Math.sqrt(depth) * 3);
  });
  fc.assert(property, { seed: 1, numRuns: 100 });
});
