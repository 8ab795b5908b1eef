/** Verdicts of `missing-variable`, fixed before the recorded seeds were trained. */
import type { Verdict } from "../../../protocols.js";
import { digits, longEnough, spread, verdict } from "../../frame/claims.js";
import type { Row } from "../../frame/measures.js";
import type { MissingValues } from "./job.js";
import { MIXED } from "./measures.js";
import { type MissingSettings, ROOMS, type RoomsName } from "./settings.js";
import { roomOptimum, unrecordedReading } from "./theory.js";

export type MissingRow = MissingValues & Row;

const RIGHT = 0.99;
/** Mean share from which units count as units of one object each. */
const SEPARATE = 0.9;
/** R^2 from which a unit counts as tuned to what was recorded, and up to which as not. */
const TUNED = 0.1;
const UNTUNED = 0.05;

export const rowsOf = (rows: readonly MissingRow[], name: RoomsName): MissingRow[] =>
  rows.filter((row) => row.rooms === name);

interface Line {
  readonly enough: boolean;
  readonly settings: string;
}

export function missingClaims(rows: readonly MissingRow[], settings: MissingSettings): Verdict[] {
  const seeds = new Set(rows.map(({ seed }) => seed)).size;
  const line = {
    enough: longEnough(settings, { updates: 8000, seeds: 3 }, seeds),
    settings: `${settings.units} linear units, ${settings.updates} updates, ${settings.evaluationRooms} fresh rooms after ${settings.moves} moves, ${seeds} seeds; parts of regressions on the objects' offsets as categories`,
  };
  return [knows(rows, line), separate(rows, line), looksMixed(rows, line), looksUntuned(rows, line, settings)];
}

const knows = (rows: readonly MissingRow[], line: Line): Verdict =>
  verdict({
    id: "missing-variable.knows",
    claim: "The networks know from their moves alone where all three objects lie.",
    criterion: `at least ${100 * RIGHT} % of the objects told right, in every network`,
    of: rows,
    every: ({ right }) => right >= RIGHT,
    measured: () => `right ${spread(rows.map(({ right }) => right))}`,
    value: ({ condition, seed, right }) => ({ label: `${condition}, seed ${seed}`, value: right }),
    ...line,
  });

const separate = (rows: readonly MissingRow[], line: Line): Verdict =>
  verdict({
    id: "missing-variable.objects-separate",
    claim: "Neurons are tuned to one object each, also where objects often form a chain.",
    criterion: `with all objects in the regression the share of tuning to main objects is at least ${SEPARATE} in every network`,
    of: rows,
    every: ({ share }) => share >= SEPARATE,
    measured: () =>
      `share ${spread(rows.map(({ share }) => share))}; certified optimum ${digits(roomOptimum("chains").share)} with chains and ${digits(roomOptimum("independent").share)} without`,
    value: ({ condition, seed, share }) => ({ label: `${condition}, seed ${seed}`, value: share }),
    ...line,
  });

function looksMixed(rows: readonly MissingRow[], line: Line): Verdict {
  const chains = rowsOf(rows, "chains");
  const theory = unrecordedReading(ROOMS.chains);
  return verdict({
    id: "missing-variable.unrecorded-looks-mixed",
    claim:
      "Where objects often form a chain, neurons of an object that was not recorded look tuned to a mixture of the other two.",
    criterion: `with the other two in the regression every neuron of the third has a share below ${MIXED} and R^2 of at least ${TUNED}, in every seed`,
    of: chains,
    every: ({ hidden, hiddenMixed, hiddenExplained }) =>
      hidden > 0 && hiddenMixed === hidden && hiddenExplained[0] >= TUNED,
    measured: () =>
      `${chains.map(({ hidden, hiddenMixed }) => `${hiddenMixed} of ${hidden}`).join(", ")} mixed; share ${spread(chains.map(({ hiddenShare }) => hiddenShare))}, least R^2 ${spread(chains.map(({ hiddenExplained }) => hiddenExplained[0]))}; expected of pure neurons ${digits(theory.share)} and ${digits(theory.explained)}`,
    value: ({ seed, hiddenShare }) => ({ label: `seed ${seed}, share`, value: hiddenShare }),
    ...line,
  });
}

function looksUntuned(rows: readonly MissingRow[], line: Line, { places, evaluationRooms }: MissingSettings): Verdict {
  const independent = rowsOf(rows, "independent");
  const chance = (2 * (places - 1)) / (evaluationRooms - 1);
  return verdict({
    id: "missing-variable.independent-looks-untuned",
    claim: "Where objects are independent such neurons look tuned to nothing that was recorded.",
    criterion: `the same R^2 of every neuron of the third object at most ${UNTUNED}, in every seed`,
    of: independent,
    every: ({ hidden, hiddenExplained }) => hidden > 0 && hiddenExplained[1] <= UNTUNED,
    measured: () =>
      `largest R^2 ${spread(independent.map(({ hiddenExplained }) => hiddenExplained[1]))}; by chance ${digits(chance)} on average`,
    value: ({ seed, hiddenExplained }) => ({ label: `seed ${seed}, largest R^2`, value: hiddenExplained[1] }),
    ...line,
  });
}
