/** What the lab shows trained before anybody trains is what its views ask for, and tells what the command line tells. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readGrowth, writeGrowth } from "../../lab/page/growth.js";
import { presetOf, views } from "../../lab/page/views.js";
import { settle } from "../../lab/worker/settle.js";
import { identityOf } from "../../lab/worker/trainings/identity.js";
import { layersStudy } from "../../lab/worker/trainings/layersStudy.js";
import { spaceStudy } from "../../lab/worker/trainings/spaceStudy.js";
import { fromSafetensors } from "../../src/engine/safetensors.js";
import { fig3Linear } from "../../src/experiments/deep/index.js";
import { fig7 } from "../../src/experiments/space/index.js";

const FOLDER = join(import.meta.dirname, "../../lab/snapshots");

test("the trained network of the view of space is of its own settings, and its recorded growth ends in it", async () => {
  const view = views.find(({ id }) => id === "space");
  if (view === undefined) throw new Error("no view of space");
  const given = Object.entries(presetOf(view, fig7.id)).map(([name, value]) => [name, String(value)] as const);
  const { settings } = await settle(fig7.id, given);
  const request = { experiment: fig7.id, settings, seed: 0, removed: [] };
  const { tree, metadata } = fromSafetensors(readFileSync(join(FOLDER, "fig7.safetensors")));
  expect(metadata).toEqual({ identity: identityOf(request), experimentVersion: String(fig7.version) });
  const snapshot = await spaceStudy(request).snapshot(tree, true);
  if (snapshot.kind !== "space") throw new Error("no code of places");
  const bytes = readFileSync(join(FOLDER, "fig7-growth.bin"));
  const growth = readGrowth(Uint8Array.from(bytes).buffer);
  const last = growth.frames[growth.frames.length - 1];
  expect(growth.waves).toEqual(snapshot.series.waves.map(({ k }) => k.map((value) => value + 0)));
  expect([...last.kinds]).toEqual([...snapshot.kinds]);
  const largest = Math.max(...snapshot.series.cosine.map(Math.abs));
  for (const [at, value] of snapshot.series.cosine.entries())
    expect(Math.abs(last.cosine[at] - value)).toBeLessThan(largest / 127);
  expect(Buffer.compare(Buffer.from(writeGrowth(growth)), bytes)).toBe(0);
});

test("the network that the view of depth opens on is that of its settings, and pure in every layer", async () => {
  const view = views.find(({ id }) => id === "depth");
  if (view === undefined) throw new Error("no view of depth");
  const own = Object.entries(presetOf(view, fig3Linear.id)).map(([name, value]) => [name, String(value)] as const);
  const { settings } = await settle(fig3Linear.id, own);
  const request = { experiment: fig3Linear.id, settings, seed: 0, removed: [] };
  const { tree, metadata } = fromSafetensors(readFileSync(join(FOLDER, "fig3-linear.safetensors")));
  expect(metadata).toEqual({ identity: identityOf(request), experimentVersion: String(fig3Linear.version) });
  const snapshot = await (await layersStudy(request)).snapshot(tree, false);
  if (snapshot.kind !== "layers") throw new Error("no layers");
  expect(snapshot.explained).toBeGreaterThan(0.99);
  // As it was recorded: 0.755, 0.729, 0.661; without the energy of activity 0.234, 0.357, 0.392.
  expect(Math.min(...snapshot.layers.map(({ mir }) => mir))).toBeGreaterThan(0.6);
});
