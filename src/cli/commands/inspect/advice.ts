/** What the file is, in lines, with what to type next. */
import { countsTrials, plainName } from "../../../io/index.js";
import type { Found } from "./found.js";
import {
  binsCommand,
  cellsCommand,
  measureCommand,
  needsBins,
  predictCommand,
  quoted,
  withFactorsFile,
} from "./proposed.js";

export const adviceLines = (found: Found): string[] => [...cellsLines(found), ...measureLines(found)];

function whatCellsAre({ cells, sampled }: Found): string {
  if (!cells) return "Rate maps. Grid and border";
  const session = sampled === undefined ? "Positions and spikes" : "Positions, and activity in every sample";
  return `${session}: a session. Grid, border, place, head-direction`;
}

function cellsLines(found: Found): string[] {
  const cells = cellsCommand(found);
  if (cells !== undefined) {
    return [`${whatCellsAre(found)} cells:`, `  ${cells}`];
  }
  const { cellsProblem, half } = found;
  if (cellsProblem !== undefined)
    return ["Positions and spikes, but cells needs to be told more:", `  ${cellsProblem}`];
  return half === undefined ? [] : halfLines(half, quoted(found.path));
}

/** Where the other half of a session is in a file of its own. */
const halfLines = (half: "spikes" | "path", path: string): string[] =>
  half === "path"
    ? [
        "A path without spikes. With those, in a file of their own, it is a session:",
        `  purecell cells ${path} --spikes FILE`,
      ]
    : [
        "Spikes without a path. With that, in a file of its own, they are a session:",
        `  purecell cells FILE --spikes ${path}`,
      ];

function measureLines(found: Found): string[] {
  const { roles, separate } = found;
  if (separate)
    return [`${separate.what}. ${separate.how ?? "Measure pseudo-trials of them"}:`, `  ${measureCommand(found)}`];
  if (needsBins(found)) return binsLines(found);
  return roles.activity.length === 0 ? withoutActivity(found) : withActivity(found);
}

function binsLines(found: Found): string[] {
  const clocks = "Spikes and series run on clocks of their own.";
  if (found.binsProblem !== undefined) return [`${clocks} They cannot be put on one yet:`, `  ${found.binsProblem}`];
  return [`${clocks} Put them on one, then measure:`, `  ${binsCommand(found)}`];
}

/** Nothing where another command was proposed that does not need any. */
function withoutActivity(found: Found): string[] {
  const isSession = cellsCommand(found) !== undefined || found.cellsProblem !== undefined;
  if (isSession || found.half === "spikes") return [];
  const file = quoted(found.file.name);
  const predict = predictCommand(found);
  if (predict !== undefined) {
    return [
      "Nothing here looks like activity. As factors, which neurons should they grow?",
      `  ${predict}`,
      "Or with activity of as many rows in a file of its own:",
      `  purecell measure FILE --factors ${file}`,
    ];
  }
  if (found.half !== undefined) return [];
  return [
    "Nothing here looks like activity, a table of numbers [conditions x units]. Say which it is:",
    `  purecell measure ${file} --activity NAME --factors NAME,NAME`,
  ];
}

function withActivity(found: Found): string[] {
  const { roles, leftOut, measureProblem } = found;
  const turned = roles.transpose
    ? ", stored as [units x conditions] by the lengths of the other arrays: --transpose turns it"
    : "";
  const guess = [
    `Likely activity: ${roles.activity.join(", ")}${turned}`,
    ...leftOut.map(({ name, why }) => `Left out: ${name} (${why})`),
  ];
  if (roles.factors.length === 0)
    return [...guess, "No array of as many rows looks like factors. Give their file:", `  ${withFactorsFile(found)}`];
  if (measureProblem !== undefined) return [...guess, `Not to be measured yet: ${measureProblem}`];
  return [
    ...guess,
    `Likely factors: ${shortList(roles.factors)}`,
    "Measure them, or name others:",
    `  ${measureCommand(found)}`,
    ...epochLines(found),
  ];
}

const EPOCHS = /^((task|trial)_)?(epoch|phase|period|stage)(_name)?s?$/;

/** A column of words that names epochs of a trial is compared as such, with the trial of each row where it is known. */
function epochLines(found: Found): string[] {
  const { file, roles, leftOut } = found;
  const epoch = file.entries.find(
    (entry) => entry.kind === "text" && roles.factors.includes(entry.name) && EPOCHS.test(plainName(entry)),
  );
  const factors = roles.factors.filter((name) => name !== epoch?.name);
  if (epoch === undefined || factors.length === 0) return [];
  const trial = file.entries.find((entry) => countsTrials(entry) && leftOut.some(({ name }) => name === entry.name));
  const more = [`--epoch ${quoted(epoch.name)}`, ...(trial ? [`--trial ${quoted(trial.name)}`] : [])];
  const command = measureCommand({ ...found, roles: { ...roles, factors } });
  return ["Or compare the epochs, the angles between what they encode:", `  ${[command, ...more].join(" ")}`];
}

const shortList = (names: readonly string[]): string =>
  names.slice(0, 12).join(", ") + (names.length > 12 ? ` and ${names.length - 12} more` : "");
