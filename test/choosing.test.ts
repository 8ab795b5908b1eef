/**
 * Settings that only choose jobs (`choosing`): a run that differs in these takes over what another has finished, so a job must be
 * the same, and give the same bits, whatever else is chosen.
 */
import { describe, expect, test } from "vitest";
import { compileWasm } from "../src/engine/wasm.js";
import { jobContext } from "../src/experiments/frame/jobContext.fixture.js";
import { experiments } from "../src/experiments/registry.js";
import type { Experiment, JobResult } from "../src/protocols.js";
import { canonicalJson } from "../src/runs/canonicalJson.js";

const choosers = Object.values(experiments).filter(({ choosing }) => choosing !== undefined);

/** Those whose jobs take a second at most at a few updates, of every family but images; and what makes the others so small. */
const TRIED: Readonly<Record<string, object>> = {
  "fig3-linear": { hidden: [8, 7], samples: 1000, evaluationSamples: 500, nullDraws: 20, probes: 2 },
  "path-integration": {},
  "reward-room": {},
  sinusoids: {},
  "reach-preparation": {},
  "sequence-memory": {},
  "on-off": {},
  "noise-and-size": {},
  "what-where": {},
};

/** Settings with up to three values of each list, and with the second of them left out; of numbers of seeds 2, and 1. */
function widerAndNarrower(experiment: Experiment, own: object = {}) {
  const { settings, sizes, choosing = [] } = experiment;
  const defaults = settings.parse({});
  const shared = { ...sizes.quick, updates: 20, seeds: (defaults.seeds as number[]).slice(0, 2), ...own };
  const values = choosing.map((name) => {
    const given = defaults[name];
    const wide = Array.isArray(given) ? given.slice(0, 3) : 2;
    return { name, wide, narrow: Array.isArray(wide) ? wide.filter((_, i) => i !== 1) : 1 };
  });
  const known = Object.fromEntries(Object.entries(shared).filter(([name]) => name in settings.shape));
  const chosen = (width: "wide" | "narrow") => Object.fromEntries(values.map((one) => [one.name, one[width]]));
  return [settings.parse({ ...known, ...chosen("wide") }), settings.parse({ ...known, ...chosen("narrow") })] as const;
}

test.each(choosers.map((one) => [one.id, one] as const))(
  "%s: its jobs stay the same where fewer are chosen",
  (_, one) => {
    const [wider, narrower] = widerAndNarrower(one);
    const [many, few] = [wider, narrower].map((settings) => one.jobs(settings).map(canonicalJson));
    expect(few.length).toBeLessThan(many.length);
    expect(many).toEqual(expect.arrayContaining(few));
  },
);

const bytesOf = ({ values, arrays }: JobResult) => ({
  values: JSON.stringify(values),
  arrays: Object.entries(arrays).map(([name, { data }]) => [
    name,
    Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64"),
  ]),
});

describe("the same bits whatever else is chosen", () => {
  test.each(Object.entries(TRIED))("%s", async (id, own) => {
    const one = experiments[id];
    const [wider, narrower] = widerAndNarrower(one, own);
    const job = one.jobs(narrower).at(-1);
    if (job === undefined) throw new Error(`${id} has no jobs`);
    const run = async (settings: typeof wider) => bytesOf(await one.runJob(job, settings, jobContext(compileWasm)));
    expect(await run(narrower)).toEqual(await run(wider));
  });
});
