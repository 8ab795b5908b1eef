/** Why a command would refuse a file, tried on the file itself. */
import type { DataFile, Roles } from "../../io/index.js";
import { PurecellError } from "../../math/errors.js";
import { given } from "../../math/given.js";
import { checkSupport, openRecording } from "../../representation/index.js";
import { insideOf } from "../inside.js";
import type { Looking } from "./protocols.js";

/** Why `measure` would refuse these factors; undefined where it would not. */
export async function refusalOf(file: DataFile, roles: Roles, looking: Looking): Promise<string | undefined> {
  return refusal(async () => {
    const recording = await openRecording(file, await wantedOf(file, roles, looking));
    for (const factor of recording.factors) checkSupport(factor, recording.conditions);
  });
}

export const wantedOf = async (
  file: DataFile,
  { activity, factors, transpose }: Roles,
  { source: { others }, selection: { inside, missing } }: Looking,
) => ({
  activity,
  factors,
  ...given({ transpose, missing }),
  ...(await insideOf(file, inside, others)),
});

/** What an attempt throws at its user; undefined where it succeeds. */
export async function refusal(attempt: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    if (error instanceof PurecellError) return error.message;
    throw error;
  }
}
