import { seed } from "../../flags/draws.js";
import { groups, ranges } from "../../flags/factorKinds.js";
import type { Flags, FlagValues } from "../../flags/flag.js";
import { json, out } from "../../flags/output.js";
import { differentNames, number, oneOf, positive, text, wholeNumber } from "../../flags/readers.js";
import { selection } from "../../flags/selection.js";
import { variables } from "../../flags/variables.js";

const data = "Data";
const corners = "Corners instead of data";
const problem = "Problem";
const answer = "Answer";

export const flags = {
  ...variables,
  groups: {
    group: data,
    argument: "<list>",
    value: groups,
    help: "columns that count as one factor, e.g. x+y,u+v",
  },
  weights: {
    group: data,
    argument: "<name|file>",
    value: text,
    help: "how often each row occurs: a column, or a file of numbers",
  },
  ranges: {
    group: data,
    argument: "<name=low:high>",
    value: ranges,
    repeated: true,
    help: "what a factor could have been, e.g. tone=0:1,loudness=0:1; may be repeated",
  },
  rows: {
    group: data,
    argument: "<reading>",
    value: oneOf(["design", "draws"]),
    otherwise: "judged from the rows",
    help: "what rows are: a design, whose gaps are meant, or random draws",
  },
  rare: {
    group: data,
    argument: "<p0>",
    value: number({ least: 1e-6, most: 0.999, takes: "a probability above 0 and below 1, e.g. 0.05" }),
    otherwise: "0.05 for random draws",
    help: "neurons need not serve what happens in a smaller share of moments; judges the sample for that share, with intervals",
  },
  blocks: {
    group: data,
    argument: "<column>",
    value: text,
    otherwise: "judged from the rows",
    help: "sessions or blocks, drawn independently of one another; rows: every row was",
  },
  header: { group: data, negated: true, help: "the first line of the file holds numbers, not names" },
  arrays: {
    group: data,
    argument: "<list>",
    value: differentNames,
    otherwise: "factors",
    help: "arrays of the file that are factors",
  },
  ...selection,
  vertices: {
    group: corners,
    argument: "<file>",
    value: text,
    help: "corners of the range, measured from the mean ...",
  },
  covariance: { group: corners, argument: "<file>", value: text, help: "... and the covariance of the factors" },
  inputMixing: {
    group: problem,
    argument: "<file>",
    value: text,
    otherwise: "identity",
    help: "A_in, one column for each factor",
  },
  targetMixing: {
    group: problem,
    argument: "<file>",
    value: text,
    otherwise: "identity",
    help: "A_out, one column for each factor",
  },
  scale: {
    group: problem,
    argument: "<scale>",
    value: oneOf(["own", "equal"]),
    fallback: "own",
    help: "how factors count: own, each in its own units, the wider the more; or equal, each by its standard deviation, as in design and test",
  },
  neurons: {
    group: problem,
    argument: "<kind>",
    value: oneOf(["linear", "rectified"]),
    fallback: "linear",
    help: "what neurons are: linear with a bias that keeps them above zero, or rectified (needs --gamma; up to 3 coordinates)",
  },
  alpha: { group: problem, argument: "<x>", value: positive(), otherwise: "1", help: "price of activity" },
  lambdaIn: {
    group: problem,
    argument: "<x>",
    value: number({ least: 0, takes: "0 or a number above" }),
    otherwise: "1",
    help: "price of input weights",
  },
  lambdaOut: { group: problem, argument: "<x>", value: positive(), otherwise: "1", help: "price of output weights" },
  moves: {
    group: problem,
    argument: "<file>",
    value: text,
    help: "what recurrence costs: a matrix for each move, JSON {name: [[...]]} or .npz, in the coordinates of the factors",
  },
  lambdaRec: {
    group: problem,
    argument: "<x>",
    value: number({ least: 0, takes: "0 or a number above" }),
    otherwise: "1",
    help: "price of recurrent weights, with --moves",
  },
  moveBiases: {
    group: problem,
    argument: "<kind>",
    value: oneOf(["own", "none"]),
    otherwise: "own",
    help: "whether every move has a free bias of its own, with --moves; none: they have none, or share one",
  },
  gamma: {
    group: problem,
    argument: "<x>",
    value: positive(),
    otherwise: "none is allowed",
    help: "price of squared error",
  },
  within: {
    group: answer,
    argument: "<x>",
    value: positive({ most: 1 }),
    otherwise: "0.001",
    help: "saving up to which a code is nearly modular",
  },
  tolerance: {
    group: answer,
    argument: "<x>",
    value: number({ least: 1e-12, most: 0.1, takes: "a number above 0 and up to 0.1" }),
    otherwise: "1e-6",
    help: "relative gap of a certified optimum",
  },
  seconds: {
    group: answer,
    argument: "<x>",
    value: positive({ most: 1e6 }),
    otherwise: "10",
    help: "stop searching after this many seconds",
  },
  sensitivity: { group: answer, help: "how far the answer depends on the sample" },
  replicates: {
    group: answer,
    argument: "<n>",
    value: wholeNumber({ least: 2, most: 10_000 }),
    fallback: "100",
    help: "weightings drawn by --sensitivity",
  },
  seed: { ...seed, group: answer, help: "of what is drawn at random" },
  out: { ...out, help: "write a figure, a report and the data into this folder" },
  json,
} as const satisfies Flags;

export type PredictFlags = FlagValues<typeof flags>;
