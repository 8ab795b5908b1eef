/** The state of the page as a command and as a program: the same value in other words. */
import type { CloudSettings } from "../../src/experiments/points/index.js";
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
export const commandOf = (experiment: ExperimentDescription, settings: Values, seed: number): string =>
  `npx purecell run ${experiment.id} --seed ${seed} --engine wasm${assignments(experiment, settings)}`;

/** Or networks of several seeds, the first of them given. */
export function seedsCommand(
  experiment: ExperimentDescription,
  settings: Values,
  first: number,
  count: number,
): string {
  const seeds = `${first}-${first + count - 1}`;
  return `npx purecell run ${experiment.id} --seeds ${seeds} --engine wasm${assignments(experiment, settings)}`;
}

const assignments = (experiment: ExperimentDescription, settings: Values): string =>
  changedSettings(experiment, settings)
    .map(([name, value]) => ` --set ${quoted(`${name}=${textOf(value)}`)}`)
    .join("");

/** What to type to have the command line judge the points of a cloud, saved as points.csv, as a sample. */
export function pointsCommand(settings: CloudSettings, rare: number): string {
  const { shape, activityEnergy, weightEnergy, prediction } = settings;
  const drawn = shape === "sampled" ? "--blocks rows" : "--rows draws";
  const prices = `--alpha ${activityEnergy} --lambda-in ${weightEnergy} --lambda-out ${weightEnergy} --gamma ${prediction}`;
  return `npx purecell predict points.csv ${prices} ${drawn} --rare ${rare}`;
}

/** And to have it search the same points for rectified neurons. */
export const rectifiedCommand = ({ activityEnergy, weightEnergy, prediction }: CloudSettings): string =>
  `npx purecell predict points.csv --neurons rectified --alpha ${activityEnergy} --lambda-in ${weightEnergy} ` +
  `--lambda-out ${weightEnergy} --gamma ${prediction}`;

/** What to type to have the command line say what it says of two circular variables, saved as `file`. */
export const designCommand = (file: string, [first, second]: readonly [string, string], prices: DesignPrices): string =>
  `npx purecell predict ${file} --kinds ${first}=circular:360,${second}=circular:360 --rows design ` +
  `--lambda-in ${prices.lambdaIn} --lambda-out ${prices.lambdaOut}`;

interface DesignPrices {
  readonly lambdaIn: number;
  readonly lambdaOut: number;
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
