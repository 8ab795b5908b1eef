/** What `purecell reproduce` promises of all experiments together. */
import { expect, test } from "vitest";
import { abridged, experiments, headlines } from "./registry.js";

const all = Object.values(experiments);

const nativeSeconds = (experiment: (typeof all)[number], overrides: object): number =>
  experiment.expectedSeconds(experiment.settings.parse(overrides), "native");

test("all experiments as `reproduce` runs them are expected to take less than an hour on two cores with the native engine", () => {
  const seconds = all.map((one) => nativeSeconds(one, abridged.includes(one.id) ? one.sizes.start : {}));
  const each = all.map(({ id }, i) => `${id} ${Math.round(seconds[i])} s`);
  const total = seconds.reduce((sum, value) => sum + value, 0);
  expect(total, `expected on one core: ${each.join(", ")}`).toBeLessThan(2 * 3600);
});

test("the headlines take minutes", () => {
  const total = headlines.reduce((sum, id) => sum + nativeSeconds(experiments[id], experiments[id].sizes.start), 0);
  expect(total).toBeLessThan(10 * 60);
});

test("a job's time is expected to grow with its updates", () => {
  for (const one of all.filter(({ settings }) => "updates" in settings.shape)) {
    const { updates } = one.settings.parse({});
    expect(nativeSeconds(one, { updates: 4 * Number(updates) }), one.id).toBeGreaterThan(nativeSeconds(one, {}));
  }
});

test.each(all.map((one) => [one.id, one] as const))(
  "%s judges and draws nothing where nothing has finished",
  (_, one) => {
    const settings = one.settings.parse({});
    expect(one.check([], settings).filter(({ met }) => met !== "not judged")).toEqual([]);
    expect(one.figures([], settings)).toEqual([]);
  },
);
