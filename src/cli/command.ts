/** The shape of every command: declared as data, read into a request, carried out. */
import type { Context } from "./context.js";
import { type Flags, type FlagValues, readFlags, type Typed } from "./flags/flag.js";

/** A command as its `index.ts` declares it. */
interface Declaration<Declared extends Flags, Request> {
  readonly name: string;
  /** As the help shows them, e.g. "[experiments...]". */
  readonly arguments?: string;
  readonly summary: string;
  /** Imports them: the help of all commands needs none, and each command its own alone. */
  readonly flags: () => Promise<{ readonly flags: Declared }>;
  readonly examples: readonly string[];
  /** What its first argument may be, where it is no file. */
  readonly candidates?: () => Promise<readonly string[]>;
  /** Imports what carries the command out, so that the others need not wait for it. */
  readonly load: () => Promise<readonly [AtTheDoor<Declared, Request>, Inside<Request>]>;
}

/** Of `request.ts`. */
interface AtTheDoor<Declared extends Flags, Request> {
  /** Everything that was asked, checked as far as no file need be opened. Throws UsageError. */
  readonly requestFrom: (names: readonly string[], flags: FlagValues<Declared>) => Request;
}

/** Of `command.ts`. */
interface Inside<Request> {
  /** Resolves to the exit code. */
  readonly carryOut: (request: Request, context: Context) => Promise<number>;
}

/** A command as the command line sees it. */
export interface Command {
  readonly name: string;
  readonly arguments: string;
  readonly summary: string;
  readonly flags: () => Promise<Flags>;
  readonly examples: readonly string[];
  readonly candidates?: () => Promise<readonly string[]>;
  /** What is to be done, once all that was typed has been checked. Throws UsageError. */
  readonly read: (names: readonly string[], typed: Typed) => Promise<(context: Context) => Promise<number>>;
}

export const command = <const Declared extends Flags, Request>({
  arguments: names = "",
  flags: declared,
  load,
  ...words
}: Declaration<Declared, Request>): Command => ({
  ...words,
  arguments: names,
  flags: async () => (await declared()).flags,
  read: async (given, typed) => {
    const values = readFlags((await declared()).flags, typed);
    const [{ requestFrom }, { carryOut }] = await load();
    const request = requestFrom(given, values);
    return (context) => carryOut(request, context);
  },
});
