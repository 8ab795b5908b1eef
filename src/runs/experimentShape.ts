/** Whether a value that a stranger's module exports is an experiment, and where not, what is wrong with which field. */
import type { z } from "zod";
import type { Experiment, RecordedStatus } from "../protocols.js";
import { isRecord } from "./canonicalJson.js";
import { refusalText } from "./refusal.js";

/** What a field should be, in words, and whether it is. */
type Expectation = readonly [expected: string, holds: (value: unknown) => boolean];

const TEXT: Expectation = ["a text", (value) => typeof value === "string" && value.trim() !== ""];
const FUNCTION: Expectation = ["a function", (value) => typeof value === "function"];

const STATUSES: readonly string[] = [
  "reproduced",
  "partly",
  "not reproduced",
  "beyond the paper",
] satisfies RecordedStatus[];

const isStatus = (value: unknown) => typeof value === "string" && STATUSES.includes(value);

/** Of any copy of zod, so that no class can be asked for. */
const isObjectSchema = (value: unknown): value is z.ZodObject =>
  isRecord(value) && isRecord(value.shape) && typeof value.safeParse === "function";

const FIELDS: Readonly<Record<keyof Experiment, Expectation>> = {
  id: [
    'a name of small letters, digits and hyphens, e.g. "my-experiment"',
    (value) => typeof value === "string" && /^[a-z0-9][a-z0-9-]*$/.test(value),
  ],
  title: TEXT,
  source: TEXT,
  claim: TEXT,
  version: ["a whole number from 1 on", (value) => Number.isInteger(value) && Number(value) >= 1],
  settings: ["a zod object, z.object({ seeds: ... })", isObjectSchema],
  sizes: [
    "{ quick: {}, start: {}, full: {} }, each with the settings in which it differs from the defaults",
    (value) => isRecord(value) && SIZES.every((size) => isRecord(value[size])),
  ],
  expectedSeconds: FUNCTION,
  prepare: ["a function, or nothing", (value) => value === undefined || typeof value === "function"],
  choosing: [
    'a list of the settings that only choose jobs, ["arms"], or nothing',
    (value) => value === undefined || (Array.isArray(value) && value.every((name) => typeof name === "string")),
  ],
  jobs: FUNCTION,
  runJob: FUNCTION,
  check: FUNCTION,
  figures: FUNCTION,
  recorded: [
    `the expected status of each verdict by its id, {} where none is expected; a status is ${STATUSES.map((status) => `"${status}"`).join(", ")}`,
    (value) => isRecord(value) && Object.values(value).every(isStatus),
  ],
};

const SIZES = ["quick", "start", "full"] as const;

/** A line for every field that is not as it should be; none where the value is an experiment. */
export function problemsOf(value: unknown): string[] {
  if (!isRecord(value)) return [`it is ${named(value)}, not an object`];
  const wrong = Object.entries(FIELDS)
    .filter(([name, [, holds]]) => !holds(value[name]))
    .map(([name, [expected]]) => `${name}: expected ${expected}; found ${named(value[name])}`);
  if (wrong.length > 0 || !isObjectSchema(value.settings)) return wrong;
  return settingsProblems(value.settings, value.sizes, Array.isArray(value.choosing) ? value.choosing : []);
}

/** Whether it is an experiment, as far as can be told without running it. */
export const isExperiment = (value: unknown): value is Experiment => problemsOf(value).length === 0;

/** Every setting has a default, so that nothing has to be given; seeds are named, since runs of other seeds share their jobs. */
function settingsProblems(settings: z.ZodObject, sizes: unknown, choosing: readonly string[]): string[] {
  const defaults = settings.safeParse({});
  if (!defaults.success)
    return defaults.error.issues.map(
      ({ path, message }) =>
        `settings.${path.join(".")}: expected a field with a default, as .default(...) gives; ${message}`,
    );
  if (!isListOfSeeds(defaults.data.seeds))
    return [`settings.seeds: expected a list of whole numbers by default; found ${named(defaults.data.seeds)}`];
  return [
    ...choosing
      .filter((name) => !Object.hasOwn(settings.shape, name))
      .map((name) => `choosing: there is no setting "${name}"`),
    ...SIZES.flatMap((size) => sizeProblems(settings, size, isRecord(sizes) ? sizes[size] : {})),
  ];
}

const isListOfSeeds = (value: unknown): boolean =>
  Array.isArray(value) && value.every((seed) => Number.isSafeInteger(seed) && seed >= 0);

function sizeProblems(settings: z.ZodObject, size: string, values: unknown): string[] {
  const unknown = isRecord(values) ? Object.keys(values).filter((name) => !Object.hasOwn(settings.shape, name)) : [];
  const refused = settings.safeParse(values).error?.issues ?? [];
  return [
    ...unknown.map((name) => `sizes.${size}.${name}: there is no such setting`),
    ...refused.map((issue) => `sizes.${size}.${refusalText(issue, values)}`),
  ];
}

/** What it is, in a word or two. */
function named(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return JSON.stringify(value);
  return typeof value === "function" ? "a function" : "an object";
}
