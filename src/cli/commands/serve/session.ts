/** The calls of one client: begun as they come, each in a thread, in the folder that it names. */

import { EXIT } from "../../context.js";
import { reportError } from "../../terminal/reportError.js";
import { type Call, type Id, messageFrom, type Reply } from "./protocol.js";
import type { FromThread, Thread } from "./threads.js";

export interface Surroundings {
  readonly reply: (reply: Reply) => void;
  readonly start: () => Thread;
  /** So many idle threads are kept. */
  readonly spare: number;
}

interface Running {
  readonly call: Call;
  readonly thread: Thread;
  /** Whether it listens to requests to stop. */
  stoppable: boolean;
  asked: boolean;
}

export class Session {
  readonly #surroundings: Surroundings;
  readonly #running = new Map<Id, Running>();
  #waiting: Call[] = [];
  #idle: Thread[];
  #emptied = () => {};

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.#idle = [surroundings.start()];
  }

  /** One line of the client. */
  take(line: string): void {
    if (line.trim() === "") return;
    try {
      const message = messageFrom(line);
      if ("cancel" in message) this.#cancel(message.cancel);
      else this.#enter(message);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#surroundings.reply({ error: `neither a call nor a cancellation: ${line.slice(0, 200)} (${why})` });
    }
  }

  /** Stops what is under way, in good order where it can be; resolves once all has ended. */
  async close(): Promise<void> {
    for (const id of this.#ids()) this.#cancel(id);
    if (this.#running.size > 0) await new Promise<void>((resolve) => (this.#emptied = resolve));
    await Promise.all(this.#idle.map((thread) => thread.end()));
  }

  #ids(): Id[] {
    return [...this.#waiting.map(({ id }) => id), ...this.#running.keys()];
  }

  #enter(call: Call): void {
    if (this.#ids().includes(call.id)) throw new Error("a call of this id is under way");
    this.#waiting.push(call);
    this.#advance();
  }

  /** A process has one folder, so a call for another waits until nothing runs in this one. */
  #advance(): void {
    for (const next of this.#waiting.splice(0)) {
      if (this.#waiting.length > 0 || !this.#fits(next)) this.#waiting.push(next);
      else this.#begin(next);
    }
  }

  #fits({ cwd }: Call): boolean {
    return this.#running.size === 0 || cwd === undefined || cwd === process.cwd();
  }

  #begin(call: Call): void {
    const { id, cwd } = call;
    try {
      if (cwd !== undefined && cwd !== process.cwd()) process.chdir(cwd);
    } catch {
      this.#say(id, `error: ${cwd} is no folder that can be entered.`);
      this.#surroundings.reply({ id, code: EXIT.input });
      return;
    }
    const thread = this.#thread();
    const running: Running = { call, thread, stoppable: false, asked: false };
    this.#running.set(id, running);
    thread.begin(call, {
      hear: (message) => this.#hear(running, message),
      failed: (error) => this.#end(running, reportError(error, { say: (line) => this.#say(id, line) })),
      exited: (code) => this.#exited(running, code),
    });
  }

  #thread(): Thread {
    this.#idle = this.#idle.filter(({ alive }) => alive);
    return this.#idle.pop() ?? this.#surroundings.start();
  }

  #hear(running: Running, message: FromThread): void {
    if ("stoppable" in message) running.stoppable = message.stoppable;
    else if ("code" in message) this.#end(running, message.code);
    else if (this.#isUnderWay(running)) this.#surroundings.reply({ id: running.call.id, ...message });
  }

  #exited(running: Running, code: number): void {
    if (!this.#isUnderWay(running)) return;
    if (running.asked) this.#say(running.call.id, "interrupted");
    else if (code !== EXIT.interrupted) this.#say(running.call.id, `error: the thread of this call ended (${code}).`);
    this.#end(running, running.asked || code === EXIT.interrupted ? EXIT.interrupted : EXIT.bug);
  }

  #isUnderWay = ({ call, thread }: Running): boolean => this.#running.get(call.id)?.thread === thread;

  /** A failed thread is heard of twice, by its error and by its exit. */
  #end(running: Running, code: number): void {
    if (!this.#isUnderWay(running)) return;
    const { call, thread } = running;
    this.#running.delete(call.id);
    const room = this.#idle.length < this.#surroundings.spare;
    if (isUsedAgain(call) && code !== EXIT.bug && thread.alive && room) this.#idle.push(thread);
    else void thread.end();
    this.#surroundings.reply({ id: call.id, code });
    this.#advance();
    if (this.#running.size === 0) this.#emptied();
    if (this.#idle.length === 0) this.#idle.push(this.#surroundings.start());
  }

  /** In good order the first time, if the call can; at once the second time. One that is not under way has ended in the meantime. */
  #cancel(id: Id): void {
    if (this.#waiting.some((call) => call.id === id)) {
      this.#waiting = this.#waiting.filter((call) => call.id !== id);
      this.#say(id, "interrupted");
      this.#surroundings.reply({ id, code: EXIT.interrupted });
      return;
    }
    const running = this.#running.get(id);
    if (running === undefined) return;
    const inGoodOrder = running.stoppable && !running.asked;
    running.asked = true;
    if (inGoodOrder) running.thread.interrupt();
    else void running.thread.end();
  }

  #say(id: Id, say: string): void {
    this.#surroundings.reply({ id, say });
  }
}

/** A module that a user has loaded by its path is read again next time only in another thread. */
const isUsedAgain = ({ argv: [command] }: Call): boolean => command !== "run";
