/** "All constraints make neurons purer than this control", as an inequality that must hold in every seed. */
import { median } from "../../math/statistics.js";
import { type PairedDifference, pairedDifference } from "../../math/statisticsPaired.js";
import type { Verdict } from "../../protocols.js";
import { type Arm, FULL } from "./arms.js";
import { digits, type Judgeable, judged, longEnough, settingsLine } from "./claims.js";
import type { StudySettings } from "./fields.js";
import { type MeasuredCode, MIR_RULES, type SeedArms } from "./measuredCode.js";

/** All verdicts start from the seeds that finished; `least` is the smallest median difference that counts. */
export interface AblationClaims {
  readonly prefix: string;
  readonly judgeable: Judgeable;
  readonly least: number;
  /** Which codes are compared, where there are several, e.g. "in layer 5". */
  readonly where?: string;
}

type Codes = readonly SeedArms<MeasuredCode>[];

const withWords = (label: string): string => (label.startsWith("without") ? label : `with ${label}`);

function compare(seeds: Codes, arm: Pick<Arm, "id">, mir: (result: MeasuredCode) => number): PairedDifference {
  const of = (id: string) => seeds.map(({ arms }) => mir(arms[id]));
  return pairedDifference(of(FULL.id), of(arm.id));
}

/** MIR with all constraints exceeds that of a control, seed by seed. */
export function ablationVerdict(
  arm: Pick<Arm, "id" | "label">,
  seeds: Codes,
  settings: StudySettings,
  { prefix, judgeable, least, where }: AblationClaims,
): Verdict {
  const paired = compare(seeds, arm, MIR_RULES[0].mir);
  const holds = paired.positive === seeds.length && paired.median >= least;
  return {
    id: `${prefix}.beats-${arm.id}`,
    claim: `All constraints together make neurons more selective for single factors than a network ${withWords(arm.label)}.`,
    criterion: `MIR(all) - MIR(${arm.label}) > 0 ${where ? `${where}, ` : ""}in every seed${least > 0 ? `, and at least ${least} in the median` : ""}`,
    measured: describeDifference(paired, seeds, arm),
    met: judged(longEnough(settings, judgeable, seeds.length), holds),
    settings: settingsLine(settings, seeds.length),
    values: seeds.map(({ seed }, i) => ({ label: `seed ${seed}`, value: paired.differences[i] })),
    notes: ablationNotes(seeds, arm, paired),
  };
}

function describeDifference(paired: PairedDifference, seeds: Codes, arm: Pick<Arm, "id">): string {
  if (seeds.length === 0) return "no seed has finished in every arm";
  const own = seeds.map(({ arms }) => arms[arm.id].mir);
  const full = seeds.map(({ arms }) => arms[FULL.id].mir);
  const [low, high] = paired.interval;
  const ends = Number.isFinite(low) ? `, 95 % interval of the mean ${digits(low)} to ${digits(high)}` : "";
  return (
    `difference ${digits(paired.median)} in the median, least ${digits(Math.min(...paired.differences))}${ends}; ` +
    `positive in ${paired.positive} of ${seeds.length} seeds. MIR ${digits(median(full))} against ${digits(median(own))}`
  );
}

/** Which other rules agree, and whether the difference is small. */
function ablationNotes(seeds: Codes, arm: Pick<Arm, "id">, paired: PairedDifference): string[] {
  if (seeds.length === 0) return [];
  const outcomes = MIR_RULES.slice(1).map(({ name, mir }) => ({ name, ...compare(seeds, arm, mir) }));
  const holding = outcomes.filter(({ positive }) => positive === seeds.length).map(({ name }) => name);
  const failing = outcomes.filter(({ positive }) => positive < seeds.length);
  const notes = holding.length > 0 ? [`Holds in every seed under: ${holding.join(", ")}.`] : [];
  for (const { name, positive, median: middle } of failing) {
    notes.push(`Under ${name} it holds in ${positive} of ${seeds.length} seeds (median difference ${digits(middle)}).`);
  }
  if (paired.median >= 0 && paired.median < 0.1) notes.push("The difference is small: a weak claim.");
  return notes;
}
