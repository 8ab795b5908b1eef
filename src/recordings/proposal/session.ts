/** Whether `cells` reads a file as a session. */
import { requireRoomForShifts } from "../../cells/index.js";
import { type DataEntry, type DataFile, type Roles, spikeRoles } from "../../io/index.js";
import { given } from "../../math/given.js";
import { hasPath } from "../halfSession.js";
import { openSessions } from "../sessions.js";
import { usualSession } from "../wanted.js";
import type { Looking, Proposal } from "./protocols.js";
import { refusal } from "./refusal.js";

/** By its spikes, or else by an activity in every sample of a path. */
export async function sessionOf(
  file: DataFile,
  looking: Looking,
  { activity }: Roles,
): Promise<Pick<Proposal, "cells" | "cellsProblem" | "sampled">> {
  if (looksLikeSession(file.entries)) {
    const problem = await refusalOfCells(looking, undefined);
    return problem === undefined ? { cells: true } : { cells: false, cellsProblem: problem };
  }
  if (!looking.ready || activity.length === 0 || !hasPath(file.entries)) return { cells: false };
  const cells = (await refusalOfCells(looking, activity)) === undefined;
  return { cells, ...(cells && { sampled: activity }) };
}

/** Why `cells` would refuse the file, with this activity or with the spikes in it; undefined where it would not. */
function refusalOfCells(
  { source, selection }: Looking,
  activity: readonly string[] | undefined,
): Promise<string | undefined> {
  const binWidth = typeof selection.binWidth === "number" ? selection.binWidth : usualSession.binWidth;
  return refusal(async () => {
    const { sessions } = await openSessions([source], {
      ...usualSession,
      ...selection,
      binWidth,
      ...given({ activity }),
    });
    for (const { duration } of sessions) requireRoomForShifts(duration);
  });
}

const PLACES = /(^|[/_ ])(pos|positions?|xy|x|locations?|spatial_?series\w*)([_ ].*)?($|\/data$)/i;
const SPIKES = /spike/i;

/** Cheap, before anything is read: something like places, and something like spikes. */
export function looksLikeSession(entries: readonly DataEntry[]): boolean {
  const named = (pattern: RegExp) => entries.some(({ name }) => pattern.test(name));
  return named(PLACES) && (named(SPIKES) || spikeRoles(entries)?.kind === "trains");
}
