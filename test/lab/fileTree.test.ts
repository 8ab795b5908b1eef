/** Arrays of a file as a tree, and what each is taken for. */
import { describe, expect, test } from "vitest";
import { fileTree, type Node } from "../../lab/page/fileTree.js";
import { roleOf, withRole } from "../../lab/page/roles.js";

interface Named {
  readonly name: string;
}

const told = (nodes: readonly Node<Named>[]): unknown[] =>
  nodes.map((node) =>
    node.kind === "array" ? node.label : { [`${node.kind} ${node.label} ${node.count}`]: told(node.children) },
  );

const tree = (...names: readonly string[]) => told(fileTree(names.map((name) => ({ name }))));

describe("the tree", () => {
  test("has folders where names have slashes, in the order of the file", () => {
    expect(tree("t", "units/spike_times", "processing/behavior/Position/place", "units/id")).toEqual([
      "t",
      { "folder units 2": ["spike_times", "id"] },
      { "folder processing/behavior/Position 1": ["place"] },
    ]);
  });

  test("folds eight numbered names and more, and no others", () => {
    const units = Array.from({ length: 8 }, (_, i) => `unit_${i}`);
    expect(tree("x", ...units, "y1", "y2")).toEqual(["x", { "family unit_* 8": units }, "y1", "y2"]);
    expect(tree(...units.slice(1))).toEqual(units.slice(1));
  });
});

describe("roles", () => {
  const lists = { activity: ["unit_*"], factors: ["place", "latents[0:2]"], leaveOut: ["unit_9"] };

  test("are those of names, patterns and columns; what is left out goes first", () => {
    expect(["unit_3", "unit_9", "place", "latents", "other"].map((name) => roleOf(name, lists))).toEqual([
      "activity",
      "left out",
      "factor",
      "factor",
      "",
    ]);
  });

  test("a name joins a list and leaves another", () => {
    expect(withRole("place", "activity", lists)).toEqual({
      activity: ["unit_*", "place"],
      factors: ["latents[0:2]"],
      leaveOut: ["unit_9"],
    });
    expect(withRole("latents", "", lists).factors).toEqual(["place"]);
  });

  test("what a pattern covers is left out, and taken again", () => {
    const without = withRole("unit_3", "", lists);
    expect(without.leaveOut).toEqual(["unit_9", "unit_3"]);
    expect(roleOf("unit_3", without)).toBe("left out");
    expect(withRole("unit_3", "activity", without)).toEqual(lists);
  });
});
