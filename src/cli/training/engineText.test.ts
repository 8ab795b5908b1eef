import { expect, test } from "vitest";
import type { EngineChoice } from "../../engine/compilers.node.js";
import { experiments } from "../../experiments/registry.js";
import { engineText } from "./engineText.js";

const told = (id: string, engine: EngineChoice) =>
  engineText([{ experiment: experiments[id], settings: experiments[id].settings.parse({}), engine }]);

test.each([
  ["sinusoids", "native", /^engine: native \(loads\); networks as small as these are faster with --engine wasm \(\d/],
  ["fig3-linear", "wasm", /^engine: wasm \(loads\); the native engine is faster \(.* not .*\): npm install/],
  ["fig3-linear", "native", /^engine: native \(loads\)$/],
  ["sinusoids", "wasm", /^engine: wasm \(loads\)$/],
] as const)("%s on %s: the other engine is named where it is faster", (id, backend, text) => {
  expect(told(id, { backend, reason: "loads" })).toMatch(text);
});

test("nobody is talked out of an engine that was asked for", () => {
  expect(told("sinusoids", { backend: "native", reason: "asked for" })).toBe("engine: native (asked for)");
});
