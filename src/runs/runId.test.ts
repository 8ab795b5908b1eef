import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "./canonicalJson.js";
import { runId } from "./runId.js";

const identity = { experiment: "fig2", settings: { seeds: [0, 1], code: 188 }, engine: "wasm" } as const;

test("is the experiment and eight digits", () => expect(runId(identity)).toMatch(/^fig2-[0-9a-f]{8}$/));

test("does not depend on the order of names, nor on anything else in the object", () => {
  const other = { engine: "wasm", settings: { code: 188, seeds: [0, 1] }, experiment: "fig2", more: 1 } as const;
  expect(runId(other)).toBe(runId(identity));
});

test("changes with seeds, their order, any setting, engine and experiment", () => {
  const ids = [
    identity,
    { ...identity, settings: { ...identity.settings, seeds: [0, 2] } },
    { ...identity, settings: { ...identity.settings, seeds: [1, 0] } },
    { ...identity, settings: { ...identity.settings, code: 189 } },
    { ...identity, engine: "native" as const },
    { ...identity, experiment: "fig4-linear" },
  ].map(runId);
  expect(new Set(ids).size).toBe(ids.length);
});

test("canonical JSON: equal exactly for equal values, however their names are ordered", () => {
  const shuffled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffled);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([name, part]) => [name, shuffled(part)]),
    );
  };
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
