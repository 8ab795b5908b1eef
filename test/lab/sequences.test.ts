/** Sequences in the lab against what they stand for: the command that the page prints, and the experiments' own networks. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { csvText } from "../../lab/page/files.js";
import { designCommand } from "../../lab/page/share.js";
import { leftOut, setOf, TRIAL_SETS } from "../../lab/page/trialSets.js";
import { memoryArm, rhythmArm } from "../../lab/views/arms.js";
import { predictSequence, ratioSaving } from "../../lab/worker/sequences/prediction.js";
import { pairsBut, type SequenceQuestion } from "../../lab/worker/sequences/protocol.js";
import { identityOf } from "../../lab/worker/trainings/identity.js";
import { sequencesStudy } from "../../lab/worker/trainings/sequencesStudy.js";
import type { Values } from "../../lab/worker/values.js";
import { compileWasm } from "../../src/engine/wasm.js";
import { jobContext } from "../../src/experiments/frame/jobContext.fixture.js";
import { sequenceMemory, sinusoids } from "../../src/experiments/sequences/index.js";
import { pairsOfItems } from "../../src/tasks/sequences/cuedRecall.js";
import { compilePlan, parametersOf, trainToEnd } from "../../src/training/index.js";
import { calling } from "../cli/fixtures/inProcess.js";

const plain = (value: unknown): Values => JSON.parse(JSON.stringify(value));

const rhythms = (pair: string): SequenceQuestion => ({
  experiment: sinusoids.id,
  settings: plain(sinusoids.settings.parse({ pairs: [pair] })),
  missing: [],
});
const memories = (places: number, missing: readonly number[]): SequenceQuestion => ({
  experiment: sequenceMemory.id,
  settings: plain(sequenceMemory.settings.parse({ places: [places] })),
  missing,
});

describe("theory of sequences", () => {
  /** The numbers that a terminal gives for the file that the page saves. */
  async function typed(question: SequenceQuestion) {
    const found = predictSequence(question);
    const columns = found.kind === "rhythms" ? (["slow", "fast"] as const) : (["first", "second"] as const);
    const folder = mkdtempSync(join(tmpdir(), "purecell-design-"));
    try {
      const file = join(folder, "design.csv");
      const rows = Array.from({ length: found.design.length / 2 }, (_, row) =>
        found.design.subarray(2 * row, 2 * row + 2),
      );
      writeFileSync(
        file,
        csvText(
          columns,
          rows.map((row) => [...row]),
        ),
      );
      const words = designCommand(file, columns, found).replace("npx purecell ", "").split(" ");
      const { code, out } = await calling(...words, "--json");
      expect(code).toBe(0);
      return { found, typed: JSON.parse(out) };
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  test.each([
    ["rhythms of 1 to 4", rhythms("1-4")],
    ["rhythms of 5 to 8", rhythms("5-8")],
    ["three places, never the same twice", memories(3, [0, 4, 8])],
    ["four places, a set of one's own", memories(4, [0, 3, 6, 9])],
  ])("%s: the page says what the command says of the file", async (_, question) => {
    const { found, typed: answer } = await typed(question);
    expect(answer.verdict).toBe(found.verdict);
    expect(answer.saving.least).toBeCloseTo(found.saving, 6);
    expect(found.certified).toBe(true);
  });

  test("whole-number ratios mix, the less the larger; others do not; the cell of the table is the page's own number", () => {
    const saving = (pair: "1-4" | "1-8" | "5-8") => ratioSaving(pair).saving;
    expect([saving("1-4") > saving("1-8"), saving("1-8") > 0.005, saving("5-8")]).toEqual([true, true, 0]);
    expect(predictSequence(rhythms("1-4")).saving).toBe(saving("1-4"));
  });

  test("planes are orthogonal where all pairs occur, and tilt where a place is never shown twice", () => {
    expect(predictSequence(memories(3, [])).angles[0]).toBeCloseTo(90, 3);
    expect(predictSequence(memories(3, [0, 4, 8])).angles[0]).toBeCloseTo(74.46, 1);
  });

  test("rates are never below zero where a pair occurs, and each neuron is silent at one", () => {
    const { rates, neurons } = predictSequence(memories(3, [0, 4, 8]));
    for (const [at] of neurons.entries()) {
      const own = rates.filter((_, index) => index % neurons.length === at);
      expect(Math.min(...own)).toBeCloseTo(0, 6);
    }
  });

  test("pairs too few for any code are refused", () => {
    expect(() => predictSequence(memories(3, [0, 1, 2, 3, 4, 5]))).toThrow("at least 5 pairs must occur");
  });
});

describe("sets of pairs", () => {
  test("are those of the experiment, in its order", () => {
    const [all, never] = TRIAL_SETS;
    expect(pairsBut(4, leftOut(all, 4))).toEqual(pairsOfItems(4, "all"));
    expect(pairsBut(4, leftOut(never, 4))).toEqual(pairsOfItems(4, "without-same"));
    expect(setOf([8, 0, 4], 3)).toBe(never);
    expect(setOf([1], 3)).toBeUndefined();
    expect(leftOut(TRIAL_SETS[2], 6)).toHaveLength(36 - 12);
    expect(leftOut(TRIAL_SETS[3], 4)).toEqual([2, 7, 8, 13]);
  });

  test("beside the command stands which of its networks is on show", () => {
    expect(memoryArm("with-repeats", 3, [], [])).toContain("3-places-with-repeats");
    expect(memoryArm(undefined, 3, [], [])).toContain("trained here alone");
    expect(rhythmArm([], [])).toBe("");
    expect(rhythmArm(["nonnegativity"], [])).toContain("irrational");
  });

  test("a training knows its set, and one of all pairs is named as ever", () => {
    const request = { experiment: sequenceMemory.id, settings: {}, seed: 0, removed: [] };
    expect(identityOf({ ...request, missing: [] })).toBe(identityOf(request));
    expect(identityOf({ ...request, missing: [0] })).not.toBe(identityOf(request));
  });
});

describe("networks of sequences", () => {
  /** The network of a study after all its updates. */
  async function trained(request: Parameters<typeof sequencesStudy>[0]) {
    const study = sequencesStudy(request);
    const step = await compilePlan(study.plan, compileWasm);
    try {
      const state = await trainToEnd(study.plan, step);
      return await study.snapshot(parametersOf(study.plan, state), false);
    } finally {
      step.dispose();
    }
  }

  test("two rhythms: the very numbers of the experiment", async () => {
    const settings = sinusoids.settings.parse({ seeds: [3], pairs: ["1-2"], steps: 60, units: 6, updates: 15 });
    const { values } = await sinusoids.runJob(sinusoids.jobs(settings)[0], settings, jobContext(compileWasm));
    const known = plain(values);
    const shown = await trained({ experiment: sinusoids.id, settings: plain(settings), seed: 3, removed: [] });
    if (shown.kind !== "sequences" || shown.of !== "rhythms") throw new Error("no rhythms");
    expect([shown.share, shown.index, shown.error]).toEqual([known.share, known.index, known.error]);
  });

  test("two places: the very angles of the experiment, with repeats and without", async () => {
    const settings = sequenceMemory.settings.parse({ seeds: [3], places: [3], units: 8, updates: 30 });
    for (const [at, missing] of [[], [0, 4, 8]].entries()) {
      const { values } = await sequenceMemory.runJob(
        sequenceMemory.jobs(settings)[at],
        settings,
        jobContext(compileWasm),
      );
      const request = { experiment: sequenceMemory.id, settings: plain(settings), seed: 3, removed: [], missing };
      const shown = await trained(request);
      if (shown.kind !== "sequences" || shown.of !== "places") throw new Error("no places");
      expect(shown.angles).toEqual(plain(values).angles);
    }
  });
});
