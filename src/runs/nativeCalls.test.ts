import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Compile, CompiledStep, StepExample, StepInputs } from "../engine/protocols.js";
import { Interrupted } from "../math/errors.js";
import { behindDoor, newDoor, shutDoor } from "./nativeCalls.js";

const CALL = 60;
const EXAMPLE: StepExample = { state: {}, data: {}, perStep: {} };
const INPUTS: StepInputs = { data: {}, indices: { shape: [1, 0], data: new Int32Array(0) }, perStep: {} };

/** An engine whose calls take a while, and whether one is under way. */
function slowEngine(): { readonly compile: Compile; readonly calls: () => number } {
  let calls = 0;
  const call = async () => {
    calls++;
    await wait(CALL);
    calls--;
  };
  const step: CompiledStep = {
    backend: "native",
    async run(state) {
      await call();
      return { state, metrics: {} };
    },
    dispose() {},
  };
  const compile: Compile = async () => {
    await call();
    return step;
  };
  return { compile, calls: () => calls };
}

test("a door is shut only when nobody is inside, however many are, and for good", async () => {
  const door = newDoor();
  const { compile, calls } = slowEngine();
  const step = await behindDoor(door, compile)(() => ({ state: {}, metrics: {} }), EXAMPLE);
  const running = [step.run({}, INPUTS), wait(CALL / 2).then(() => step.run({}, INPUTS))];
  await wait(CALL / 2 + 10);
  await shutDoor(door);
  expect(calls()).toBe(0);
  await Promise.all(running);
  await expect(step.run({}, INPUTS)).rejects.toBeInstanceOf(Interrupted);
  step.dispose();
  await shutDoor(door);
  expect(calls()).toBe(0);
});

test("a door is not shut while a step is compiled", async () => {
  const door = newDoor();
  const { compile, calls } = slowEngine();
  const compiling = behindDoor(door, compile)(() => ({ state: {}, metrics: {} }), EXAMPLE);
  expect(calls()).toBe(1);
  await shutDoor(door);
  expect(calls()).toBe(0);
  await compiling;
});
