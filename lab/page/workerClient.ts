/** The page's end of a worker: questions that are answered, and events. */
import type { Advice } from "../worker/advice.js";
import type { Events, Reply, Request, Services } from "../worker/protocol.js";

interface Waiting {
  resolve(value: never): void;
  reject(error: Error): void;
}

type Listeners = { [Name in keyof Events]?: (value: Events[Name]) => void };

/** What the worker would not do, and what would change that. */
export class Refusal extends Error {
  readonly advice: Advice;

  constructor(advice: Advice) {
    super(advice.said);
    this.advice = advice;
  }
}

/** Of any error. */
export const adviceOfError = (error: unknown): Advice =>
  error instanceof Refusal
    ? error.advice
    : { said: error instanceof Error ? error.message : String(error), flags: [], offers: [] };

export class WorkerClient {
  readonly #name: string;
  #started: Worker | undefined;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners: Listeners = {};
  #next = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** Started by the first question. */
  get #worker(): Worker {
    this.#started ??= this.#start();
    return this.#started;
  }

  #start(): Worker {
    const worker = new Worker(new URL("../worker/entry.ts", import.meta.url), { type: "module", name: this.#name });
    worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => this.#hear(data));
    worker.addEventListener("error", ({ message }) => this.#fail(message ?? "the worker could not be loaded"));
    return worker;
  }

  /** Rejects with the worker's own message. */
  ask<Name extends keyof Services>(name: Name, ...args: Parameters<Services[Name]>): ReturnType<Services[Name]>;
  ask(name: keyof Services, ...args: readonly unknown[]): Promise<unknown> {
    const request: Request = { id: this.#next++, name, args };
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject });
      this.#worker.postMessage(request);
    });
  }

  on<Name extends keyof Events>(event: Name, listener: (value: Events[Name]) => void): void {
    this.#listeners[event] = listener as Listeners[Name];
  }

  /** Gives the worker up, whatever it is at: what was asked of it fails with this reason, and the next question starts another. */
  end(reason: string): void {
    this.#started?.terminate();
    this.#started = undefined;
    this.#refuse(reason);
  }

  #hear(reply: Reply): void {
    if ("event" in reply) {
      this.#listeners[reply.event]?.(reply.value as never);
      return;
    }
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ("error" in reply) waiting?.reject(new Refusal(reply.error));
    else waiting?.resolve(reply.value as never);
  }

  #fail(message: string): void {
    this.#refuse(message);
    this.#listeners.failed?.(message);
  }

  #refuse(message: string): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(message));
    this.#waiting.clear();
  }
}
