/** What the lab shows trained before anybody trains is what its views ask for, and tells what the command line tells. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readGrowth, writeGrowth } from "../../lab/page/growth.js";
import { presetOf, views } from "../../lab/page/views.js";
import { settle } from "../../lab/worker/settle.js";
import { identityOf } from "../../lab/worker/trainings/identity.js";
import { spaceStudy } from "../../lab/worker/trainings/spaceStudy.js";
import { fromSafetensors } from "../../src/engine/safetensors.js";
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
