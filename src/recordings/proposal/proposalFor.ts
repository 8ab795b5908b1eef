/** What `inspect` proposes to type next: only what the command it names accepts, tried on the file itself. */
import { type DataFile, guessRoles, type Roles } from "../../io/index.js";
import { given } from "../../math/given.js";
import { leavesRoom, lookAtTime, openRecording, varyingPart } from "../../representation/index.js";
import { halfSession } from "../halfSession.js";
import type { DataSource } from "../otherFiles.js";
import { type Prediction, predictionOf } from "../prediction.js";
import { openingOf, type Selection } from "../selection.js";
import { anglesAmong, factorsTaken, otherTables } from "./factors.js";
import type { Looking, Proposal } from "./protocols.js";
import { refusal, wantedOf } from "./refusal.js";
import { separateIn } from "./separate.js";
import { sessionOf } from "./session.js";

export async function proposalFor(file: DataFile, looking: Looking): Promise<Proposal> {
  const { source, selection, ready, mostTried = Number.POSITIVE_INFINITY } = looking;
  const separate = await separateIn(file, looking);
  if (separate) return { roles: { activity: [], factors: [] }, leftOut: [], cells: false, separate };
  const roles = guessRoles(file.entries);
  const session = await sessionOf(file, looking, roles);
  if (!ready) return { roles, leftOut: [], ...session, ...(await binsOf(source, selection)) };
  if (roles.activity.length === 0) {
    const besides = { ...given({ half: halfSession(file) }), ...(await asFactors(file, session)) };
    return { roles, leftOut: [], ...session, ...besides };
  }
  if (roles.factors.length > mostTried) return { roles, leftOut: otherTables(file, roles), ...session };
  const taken = await factorsTaken(file, roles, looking);
  const angles = await anglesAmong(file, taken.roles, looking);
  return { ...taken, ...session, angles, ...(await lookAtBins(file, taken.roles, looking)) };
}

/** What `predict` would read, where the file is neither a recording nor a session. */
async function asFactors(
  file: DataFile,
  { cells, cellsProblem }: Pick<Proposal, "cells" | "cellsProblem">,
): Promise<Pick<Proposal, "prediction">> {
  let prediction: Prediction | undefined;
  if (cells || cellsProblem !== undefined) return {};
  await refusal(async () => {
    prediction = await predictionOf(file);
  });
  return given({ prediction });
}

/** Bins of NWB files are held in memory, so that a look at them costs little. */
async function lookAtBins(
  file: DataFile,
  roles: Roles,
  looking: Looking,
): Promise<Pick<Proposal, "timeSeries" | "measureProblem">> {
  if (file.format !== "nwb" || roles.factors.length === 0) return {};
  let timeSeries = false;
  const measureProblem = await refusal(async () => {
    const recording = await openRecording(file, await wantedOf(file, roles, looking));
    const { representation } = varyingPart(await recording.read(), file.name);
    timeSeries =
      looking.selection.binWidth !== "trials" && leavesRoom(lookAtTime(representation), representation.conditions);
  });
  return { timeSeries, ...given({ measureProblem }) };
}

/** So wide are the bins that are proposed, s. */
export const PROPOSED_BINS = 0.1;

async function binsOf(source: DataSource, selection: Selection): Promise<Pick<Proposal, "binsProblem">> {
  const options = openingOf({ ...selection, binWidth: PROPOSED_BINS });
  return given({ binsProblem: await refusal(() => source.open(async () => {}, options)) });
}
