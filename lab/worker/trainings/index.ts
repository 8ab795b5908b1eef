/** The one training that a worker carries, and what the page may do with it. */
import { compileWasm } from "../../../src/engine/wasm.js";
import { UsageError } from "../../../src/math/errors.js";
import type { Events, Services, TrainingFiles } from "../protocol.js";
import { cloudStudy } from "./cloudStudy.js";
import { identityOf } from "./identity.js";
import { keptOf, shippedOf } from "./kept.js";
import type { From, Moment, Pace, TrainingRequest } from "./protocol.js";
import { Session, type Study } from "./session.js";

type Tell = <Name extends keyof Events>(event: Name, value: Events[Name]) => void;
type Trainings = Pick<
  Services,
  "open" | "play" | "pause" | "step" | "remove" | "rotate" | "alter" | "inspect" | "look" | "files"
>;

/** Experiments that train a code of places. */
const SPATIAL: readonly string[] = ["fig7", "grid-cells"];
/** And those that train a VAE on images. */
const IMAGES: readonly string[] = ["fig13", "fig5"];
/** And those that train a recurrent network. */
const SEQUENCES: readonly string[] = ["sinusoids", "sequence-memory"];

/** The training that was asked for last; one that is still being opened is waited for. */
let session: Promise<Session | undefined> | undefined;

const current = async (): Promise<Session> => {
  const open = await session;
  if (open === undefined) throw new UsageError("no training is open");
  return open;
};

/** `before`, whether it could be opened or not, is closed first: two are never trained at once, and its newest state is kept. */
async function opened(
  before: typeof session,
  request: TrainingRequest,
  from: From,
  tell: Tell,
): Promise<Session | undefined> {
  const last = await before?.catch(() => undefined);
  await last?.close();
  const left = from === "the start" ? undefined : await leftAt(request);
  if (left === undefined && from === "only where it was left") return undefined;
  const own = await Session.start(request, await studyOf(request), compileWasm, (moment) => tell("moment", moment));
  await left?.(own);
  return own;
}

/** What brings a session to where this very training was left, or to where one that came with the lab ended. */
async function leftAt(request: TrainingRequest): Promise<((session: Session) => Promise<void>) | undefined> {
  const identity = identityOf(request);
  const kept = await keptOf(identity);
  if (kept !== undefined) return (session) => session.recall(kept);
  const shipped = await shippedOf(request.experiment, identity);
  return shipped && ((session) => session.show(shipped));
}

async function studyOf(request: TrainingRequest): Promise<Study> {
  if (request.experiment === "cloud") return cloudStudy(request);
  if (SPATIAL.includes(request.experiment)) return (await import("./spaceStudy.js")).spaceStudy(request);
  if (IMAGES.includes(request.experiment)) return (await import("./imagesStudy.js")).imagesStudy(request);
  if (SEQUENCES.includes(request.experiment)) return (await import("./sequencesStudy.js")).sequencesStudy(request);
  return (await import("./layersStudy.js")).layersStudy(request);
}

export const trainings = (tell: Tell): Trainings => ({
  async open(request, from): Promise<Moment | undefined> {
    session = opened(session, request, from, tell);
    return (await session)?.moment(Number.NaN);
  },
  async play(pace: Pace): Promise<void> {
    (await current()).play(pace);
  },
  pause: async () => (await current()).pause(),
  step: async (count) => (await current()).step(count),
  remove: async (terms) => (await current()).remove(terms),
  rotate: async () => (await current()).rotate(),
  alter: async (alteration) => (await current()).alter(alteration),
  inspect: async (layer, unit) => (await current()).inspect(layer, unit),
  look: async (question) => (await current()).look(question),
  files: async (): Promise<TrainingFiles> => (await current()).files(),
});
