/** The one training that a worker carries, and what the page may do with it. */
import { compileWasm } from "../../../src/engine/wasm.js";
import { UsageError } from "../../../src/math/errors.js";
import type { Events, Services, TrainingFiles } from "../protocol.js";
import { cloudStudy } from "./cloudStudy.js";
import type { Moment, Pace, TrainingRequest } from "./protocol.js";
import { Session, type Study } from "./session.js";

type Tell = <Name extends keyof Events>(event: Name, value: Events[Name]) => void;
type Trainings = Pick<Services, "open" | "play" | "pause" | "step" | "remove" | "alter" | "inspect" | "look" | "files">;

/** Experiments that train a code of places. */
const SPATIAL: readonly string[] = ["fig7", "grid-cells"];
/** And those that train a VAE on images. */
const IMAGES: readonly string[] = ["fig13", "fig5"];

let session: Session | undefined;

const current = (): Session => {
  if (session === undefined) throw new UsageError("no training is open");
  return session;
};

async function studyOf(request: TrainingRequest): Promise<Study> {
  if (request.experiment === "cloud") return cloudStudy(request);
  if (SPATIAL.includes(request.experiment)) return (await import("./spaceStudy.js")).spaceStudy(request);
  if (IMAGES.includes(request.experiment)) return (await import("./imagesStudy.js")).imagesStudy(request);
  return (await import("./layersStudy.js")).layersStudy(request);
}

export const trainings = (tell: Tell): Trainings => ({
  async open(request): Promise<Moment> {
    await session?.close();
    session = undefined;
    const study = await studyOf(request);
    session = await Session.start(study, compileWasm, request.removed, (moment) => tell("moment", moment));
    return session.moment(Number.NaN);
  },
  async play(pace: Pace): Promise<void> {
    current().play(pace);
  },
  pause: async () => current().pause(),
  step: async (count) => current().step(count),
  async remove(terms) {
    current().remove(terms);
  },
  alter: async (alteration) => current().alter(alteration),
  inspect: async (layer, unit) => current().inspect(layer, unit),
  look: async (question) => current().look(question),
  files: (): Promise<TrainingFiles> => current().files(),
});
