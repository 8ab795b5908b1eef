import { describe, expect, test } from "vitest";
import type { DataEntry } from "../protocols.js";
import { guessRoles } from "./table.js";

const array = (name: string, ...shape: number[]): DataEntry => ({ name, shape, dtype: "f8", kind: "numbers" });
const text = (name: string, ...shape: number[]): DataEntry => ({ name, shape, dtype: "U", kind: "text" });

describe("guesses go by role, then name, then shape", () => {
  test.each<[string, DataEntry[], string[], string[]]>([
    [
      "the schema",
      [array("factors", 9, 2), array("activity", 9, 40), text("factor_names", 2)],
      ["activity"],
      ["factors"],
    ],
    [
      "names in folders",
      [array("s/firing_rate", 9, 40), array("s/x", 9), array("s/time", 9)],
      ["s/firing_rate"],
      ["s/x"],
    ],
    ["numbered columns", [array("t", 9), array("x", 9), array("unit_1", 9), array("unit_2", 9)], ["unit_*"], ["x"]],
    [
      "columns numbered in several areas",
      [array("CA1 unit_1", 9), array("CA1 unit_2", 9), array("CA3 unit_3", 9), array("x", 9)],
      ["*unit_*"],
      ["x"],
    ],
    [
      "columns numbered in several areas by a letter",
      [array("CA1 u1", 9), array("CA1 u2", 9), array("CA3 u1", 9), array("x", 9)],
      ["*u*"],
      ["x"],
    ],
    ["the largest table", [array("a", 9, 3), array("b", 9, 30), array("c", 8)], ["b"], ["a"]],
    [
      "dSprites",
      [array("imgs", 99, 64, 64), array("latents_values", 99, 6), array("z", 99, 10)],
      ["z"],
      ["latents_values"],
    ],
    ["text as a factor", [array("rates", 9, 40), text("arm", 9), text("title")], ["rates"], ["arm"]],
    [
      "columns of a table beside one that is named as labels are",
      [array("x", 9), array("y", 9), text("stimulus", 9), array("cell_1", 9), array("cell_3", 9)],
      ["cell_*"],
      ["x", "y", "stimulus"],
    ],
    [
      "clusters of a sorter",
      [text("mouse", 9), array("reward", 9), array("cluster_12", 9), array("cluster_45", 9)],
      ["cluster_*"],
      ["mouse", "reward"],
    ],
    [
      "units of a channel",
      [array("stim", 9), array("sig001a", 9), array("sig001b", 9), array("sig012a", 9)],
      ["sig*"],
      ["stim"],
    ],
    ["names of letters", [text("odour", 9), array("neuron_a", 9), array("neuron_b", 9)], ["neuron_*"], ["odour"]],
    [
      "numbers alone",
      [text("odour", 9), ...[1, 2, 3, 4].map((cell) => array(String(cell), 9))],
      ["1", "2", "3", "4"],
      ["odour"],
    ],
    [
      "a word that nobody knows",
      [text("odour", 9), ...[1, 2, 3, 4].map((cell) => array(`PFC${cell}`, 9))],
      ["PFC*"],
      ["odour"],
    ],
    ["numbered factors are none of neurons", [1, 2, 3, 4].map((run) => array(`condition_${run}`, 9)), [], []],
    ["columns numbered alike and nothing else", [1, 2, 3, 4].map((k) => array(`f${k}`, 9)), [], []],
    ["no table", [array("x", 9), array("y", 9)], [], []],
    ["nothing", [], [], []],
    ["factors of another length", [array("rates", 9, 40), array("x", 10)], ["rates"], []],
  ])("%s", (_, entries, activity, factors) => {
    expect(guessRoles(entries)).toEqual({ activity, factors });
  });

  test("other columns that are numbered as neurons are stay aside", () => {
    const named = (word: string) => [1, 2, 3].map((k) => array(`${word}_${k}`, 9));
    const entries = [array("stim", 9), ...named("SU"), array("SU_4", 9), ...named("MUA"), ...named("run")];
    expect(guessRoles(entries)).toEqual({
      activity: ["SU_*"],
      factors: ["stim", "run_1", "run_2", "run_3"],
      alike: ["MUA_*"],
    });
  });

  test("what the format knows goes first", () => {
    const entries: DataEntry[] = [
      array("rates", 9, 99),
      { ...array("counts", 9, 40), role: "activity" },
      { ...array("pos", 9, 2), role: "factor" },
      array("x", 9),
    ];
    expect(guessRoles(entries)).toEqual({ activity: ["counts"], factors: ["pos"] });
  });

  test.each([1, 2, 3])("signals of the same %i neurons are no factors of each other", (neurons) => {
    const entries: DataEntry[] = [
      { ...array("F", 300, neurons), role: "signal" },
      { ...array("spks", 300, neurons), role: "signal" },
      array("x", 300),
    ];
    expect(guessRoles(entries)).toEqual({ activity: ["F"], factors: ["x"] });
  });

  test("unreadable arrays are never named", () => {
    const entries: DataEntry[] = [
      { ...array("activity", 9, 40), kind: "unreadable", problem: "is a pickle" },
      array("x", 9),
    ];
    expect(guessRoles(entries)).toEqual({ activity: [], factors: [] });
  });
});
