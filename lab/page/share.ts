/** The state of the page as a command and as a program: the same value in other words. */
import type { Json } from "../../src/protocols.js";
import type { ExperimentDescription } from "../worker/protocol.js";
import type { Values } from "../worker/values.js";
import { same, textOf } from "./address.js";

/** Settings that differ from the experiment's defaults, seeds aside. */
export function changedSettings({ fields }: ExperimentDescription, settings: Values): [string, Json][] {
  const standard = new Map(fields.map((field) => [field.name, field.standard]));
  return Object.entries(settings).filter(([name, value]) => name !== "seeds" && !same(value, standard.get(name)));
}

export const quoted = (text: string): string =>
  /^[\w.,=+:/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** What to type to have the command line train the same network. */
export function commandOf(experiment: ExperimentDescription, settings: Values, seed: number): string {
  const flags = changedSettings(experiment, settings).map(
    ([name, value]) => ` --set ${quoted(`${name}=${textOf(value)}`)}`,
  );
  return `npx purecell run ${experiment.id} --seed ${seed} --engine wasm${flags.join("")}`;
}

/** A program that trains the same network with the library. */
export function codeOf(experiment: ExperimentDescription, settings: Values, seed: number): string {
  const chosen = Object.fromEntries([["seeds", [seed]], ...changedSettings(experiment, settings)]);
  return `import { engine, experiments } from "purecell";

const experiment = experiments.experiments[${JSON.stringify(experiment.id)}];
const settings = experiment.settings.parse(${JSON.stringify(chosen)});
const [job] = experiment.jobs(settings);
const { values } = await experiment.runJob(job, settings, {
  backend: "wasm",
  compile: engine.compileWasm,
  checkpoints: { load: async () => undefined, save: async () => {} },
  report: ({ done, total }) => console.error(\`\${done} of \${total} updates\`),
  signal: new AbortController().signal,
});
console.log(JSON.stringify(values, null, 2));
`;
}

/** A configuration that `purecell run --config` reads. */
export const configOf = (experiment: ExperimentDescription, settings: Values, seed: number) => ({
  schemaVersion: 1,
  experiment: experiment.id,
  experimentVersion: experiment.version,
  settings: { ...settings, seeds: [seed] },
  engine: "wasm",
});
