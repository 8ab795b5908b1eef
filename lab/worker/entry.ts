/** The worker's first lines: no code from text (the page's policy forbids it), then the services, then the questions that came meanwhile. */
import { adviceIn } from "./advice.js";
import type { Reply, Request } from "./protocol.js";

// The schema library compiles validators with `new Function` unless told otherwise before it loads.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

const services = import("./services.js");

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function answer({ id, name, args }: Request): Promise<Reply> {
  try {
    const { services: all } = await services;
    return { id, value: await Reflect.apply(all[name], all, args) };
  } catch (error) {
    return { id, error: adviceIn(messageOf(error)) };
  }
}

self.addEventListener("message", async ({ data }: MessageEvent<Request>) => {
  self.postMessage(await answer(data));
});
