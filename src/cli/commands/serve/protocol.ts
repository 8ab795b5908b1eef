/** What is said over stdin and stdout of `purecell serve --stdio`: one JSON object a line. */
import * as z from "zod";

const id = z.union([z.string(), z.number()]);

const call = z.strictObject({
  id,
  /** The command line, without node and script. */
  argv: z.array(z.string()),
  /** Folder in which relative paths start; that of the process where it is left out. */
  cwd: z.string().optional(),
  /** Width of the screen on which narration may be redrawn; none where it is left out. */
  columns: z.int().positive().optional(),
});

const cancel = z.strictObject({ cancel: id });

export type Id = z.infer<typeof id>;

/** A command to carry out. */
export type Call = z.infer<typeof call>;

/** The first time a call is asked to stop in good order, the second time it is ended. */
export type Cancel = z.infer<typeof cancel>;

const message = z.union([call, cancel]);

/** Throws where a line is neither a call nor a cancellation. */
export const messageFrom = (line: string): Call | Cancel => message.parse(JSON.parse(line));

/** What a call says while it is carried out: a line of stdout, a line of stderr, or what redraws the screen. */
export type Words = { readonly out: string } | { readonly say: string } | { readonly write: string };

/** Its last words are the exit code. */
export type Reply =
  | { readonly ready: number; readonly pid: number }
  | { readonly error: string }
  | ({ readonly id: Id } & (Words | { readonly code: number }));

/** Raised when a message changes its meaning or goes. */
export const PROTOCOL = 1;
