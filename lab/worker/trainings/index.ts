/** The one training that a worker carries, and what the page may do with it. */
import { compileWasm } from "../../../src/engine/wasm.js";
import { PurecellError, UsageError } from "../../../src/math/errors.js";
import type { Events, Services, TrainingFiles } from "../protocol.js";
import { cloudStudy } from "./cloudStudy.js";
import type { Moment, Pace, TrainingRequest } from "./protocol.js";
import { Session, type Study } from "./session.js";

type Tell = <Name extends keyof Events>(event: Name, value: Events[Name]) => void;
type Trainings = Pick<Services, "open" | "play" | "pause" | "step" | "remove" | "alter" | "inspect" | "files">;

/** Experiments that train a code of places. */
const SPATIAL: readonly string[] = ["fig7", "grid-cells"];

let session: Session | undefined;

const current = (): Session => {
  if (session === undefined) throw new UsageError("no training is open");
  return session;
};

async function studyOf(request: TrainingRequest): Promise<Study> {
  if (request.experiment === "cloud") return cloudStudy(request);
  if (SPATIAL.includes(request.experiment)) return (await import("./spaceStudy.js")).spaceStudy(request);
  return (await import("./layersStudy.js")).layersStudy(request);
}

/** WebAssembly with vectors is what the engine compiles to; browsers before 2021 to 2023 lack it. */
function checkEngine(): void {
  const vectors = Uint8Array.of(
    0,
    97,
    115,
    109,
    1,
    0,
    0,
    0,
    1,
    5,
    1,
    96,
    0,
    1,
    123,
    3,
    2,
    1,
    0,
    10,
    10,
    1,
    8,
    0,
    65,
    0,
    253,
    15,
    253,
    98,
    11,
  );
  if (typeof WebAssembly === "object" && WebAssembly.validate(vectors)) return;
  throw new PurecellError(
    "This browser cannot train: it lacks WebAssembly SIMD. Theory and metrics work; to train, use Chrome 91, Firefox 89, Safari 16.4 or later.",
    4,
  );
}

export const trainings = (tell: Tell): Trainings => ({
  async open(request): Promise<Moment> {
    checkEngine();
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
  files: (): Promise<TrainingFiles> => current().files(),
});
