/** Stories are data: every step must be an address that the lab understands whole, every picture a file. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseAddress, textOf } from "../../lab/page/address.js";
import { presetOf, views } from "../../lab/page/views.js";
import { addressOf, placeOf, stories } from "../../lab/stories/index.js";
import { isPicture, pictures } from "../../lab/stories/pictureNames.js";
import { predictCloud } from "../../lab/worker/clouds/prediction.js";
import { settle } from "../../lab/worker/settle.js";

const steps = stories.flatMap((story) => story.steps.map((step, index) => ({ story, index, step })));

describe("stories", () => {
  test.each(steps)("$story.id, step $index: its address is understood", async ({ step: { address } }) => {
    const { view: id, given } = parseAddress(address);
    const view = views.find((each) => each.id === id);
    if (view === undefined) throw new Error(`no view ${id}`);
    if (view.experiments.length === 0) {
      expect(Object.keys(view.choices ?? {})).toEqual(expect.arrayContaining(given.map(([name]) => name)));
      return;
    }
    const experiment = given.find(([name]) => name === "experiment")?.[1] ?? view.experiments[0];
    expect(view.experiments).toContain(experiment);
    const own = Object.entries(presetOf(view, experiment)).map(([name, value]) => [name, textOf(value)] as const);
    const asked = given.filter(([name]) => name !== "experiment");
    const { notices, settings, controls } = await settle(experiment, [...own, ...asked]);
    expect(notices).toEqual([]);
    for (const [name, text] of asked) expect(textOf({ ...settings, ...controls }[name] ?? null)).toBe(text);
  });

  test("the clouds of which a story says that they are pure or mixed are so", async () => {
    const verdicts = await Promise.all(
      ["corners=0.2,0,0,0", "corners=0.6,0,0,0", "diagonal=40", "shape=disc"].map(async (setting, index) => {
        const { address } = stories.find(({ id }) => id === "corners")?.steps[index] ?? { address: "" };
        expect(address).toBe(`#corners?v=1&${setting}`);
        const { settings } = await settle("cloud", parseAddress(address).given);
        return predictCloud(settings).prediction.verdict;
      }),
    );
    expect(verdicts).toEqual(["modular", "mixed", "modular", "mixed"]);
  });

  test("places are found by name and number, and nothing else is", () => {
    for (const { story, index } of steps) {
      expect(placeOf(`${story.id}.${index + 1}`)).toMatchObject({ story, index });
      expect(parseAddress(addressOf(story, index)).given.at(-1)).toEqual(["story", `${story.id}.${index + 1}`]);
    }
    for (const none of ["", "pure.0", "pure.99", "pure.x", "nothing.1", "__proto__"]) {
      expect(placeOf(none)).toBeUndefined();
    }
  });

  test("every story ends on a picture, and every picture is there", () => {
    for (const { steps: all } of stories) {
      const [, name = ""] = /picture=([\w-]+)$/.exec(all.at(-1)?.address ?? "") ?? [];
      expect(isPicture(name)).toBe(true);
    }
    for (const name of Object.keys(pictures)) {
      expect(existsSync(join(import.meta.dirname, `../../docs/results/${name}.png`)), name).toBe(true);
    }
  });
});
