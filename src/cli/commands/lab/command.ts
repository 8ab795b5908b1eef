/** `purecell lab` */
import { cpSync, existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { InputError, UsageError } from "../../../math/errors.js";
import { makeFolder } from "../../../runs/index.js";
import { type Context, EXIT, printJson } from "../../context.js";
import { openBrowser } from "./openBrowser.js";
import { servedFiles } from "./servedFiles.js";
import { type LabServer, type ServeOptions, serveLab } from "./server.js";
import { newToken } from "./token.js";

interface LabFlags {
  readonly port?: string;
  /** False with `--no-open`. */
  readonly open?: boolean;
  /** False with `--no-token`. */
  readonly token?: boolean;
  readonly out?: string;
  readonly json?: boolean;
}

/** Serves until it is interrupted, or copies the site for another host. */
export async function lab(runs: readonly string[], flags: LabFlags, { terminal }: Context): Promise<number> {
  const built = builtLab();
  if (flags.out !== undefined) return copySite(built, flags.out, runs, flags, terminal);
  const token = flags.token === false ? undefined : newToken();
  const server = await listen(servedFiles(built, runs), { port: portFrom(flags), token });
  if (flags.json)
    printJson(terminal, "lab", { address: server.address, port: server.port, runs: runs.map((run) => resolve(run)) });
  else terminal.out(server.address);
  terminal.say(audience(token));
  const forget = flags.open ? openBrowser(server.address) : () => {};
  await interrupted();
  forget();
  await server.close();
  return EXIT.done;
}

const audience = (token: string | undefined): string =>
  token === undefined
    ? "The lab is served to everybody who uses this computer, and to no other computer. Ctrl-C ends it."
    : "The lab is served to this computer only, and there to whoever has this address: its token lets a browser in. Ctrl-C ends it.";

/** Where the build puts the lab: beside the compiled command line, or in `dist` when the sources themselves run. */
export function builtLab(): string {
  const places = ["../../../lab/", "../../../../dist/lab/"].map((place) =>
    fileURLToPath(new URL(place, import.meta.url)),
  );
  const found = places.find((place) => existsSync(join(place, "index.html")));
  if (found === undefined) throw new InputError("the lab has not been built: npm run build");
  return found;
}

function copySite(
  built: string,
  out: string,
  runs: readonly string[],
  flags: LabFlags,
  terminal: Context["terminal"],
): number {
  if (runs.length > 0) throw new UsageError("--out writes the lab alone; open run folders in the page itself.");
  if (existsSync(join(out, "index.html")))
    throw new UsageError(`${out} already holds an index.html; give another folder.`);
  makeFolder(out);
  cpSync(built, out, { recursive: true });
  if (flags.json) printJson(terminal, "lab", { folder: resolve(out) });
  else terminal.out(resolve(out));
  terminal.say("Any web host can serve this folder, from any path.");
  return EXIT.done;
}

/** 0, a free one, where none is asked for. */
function portFrom({ port = "0" }: LabFlags): number {
  const number = Number(port);
  if (/^\d+$/.test(port) && number <= 65_535) return number;
  throw new UsageError(`--port takes a whole number from 0 (any free one) to 65535; got "${port}".`);
}

async function listen(files: ReturnType<typeof servedFiles>, options: ServeOptions): Promise<LabServer> {
  try {
    return await serveLab(files, options);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`port ${options.port} cannot be used (${why}); leave --port out to take a free one.`, {
      cause,
    });
  }
}

const interrupted = (): Promise<void> =>
  new Promise((done) => {
    process.once("SIGINT", () => done()).once("SIGTERM", () => done());
  });
