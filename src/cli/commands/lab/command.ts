/** `purecell lab` */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { InputError, UsageError } from "../../../math/errors.js";
import { makeFolder } from "../../../runs/index.js";
import { type Context, EXIT, printJson } from "../../context.js";
import type { Interrupts } from "../../terminal/interrupts.js";
import type { Terminal } from "../../terminal/terminal.js";
import { openBrowser } from "./openBrowser.js";
import type { CopyRequest, LabRequest, ServeRequest } from "./request.js";
import { copySite, servedFiles } from "./servedFiles.js";
import { type LabServer, serveLab } from "./server.js";
import { newToken } from "./token.js";

/** Serves until it is interrupted, or copies the site for another host. */
export async function carryOut(request: LabRequest, context: Context): Promise<number> {
  const built = builtLab();
  return "out" in request ? writeSite(built, request, context.terminal) : serve(built, request, context);
}

async function serve(built: string, request: ServeRequest, { terminal, interrupts }: Context): Promise<number> {
  const { runs, port } = request;
  const token = request.token ? newToken() : undefined;
  const server = await listen(servedFiles(built, runs), { port, token });
  if (request.form === "json")
    printJson(terminal, "lab", { address: server.address, port: server.port, runs: runs.map((run) => resolve(run)) });
  else terminal.out(server.address);
  terminal.say(audience(token));
  const forget = request.open ? openBrowser(server.address) : () => {};
  await interrupted(interrupts);
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

function writeSite(built: string, { out, runs, form }: CopyRequest, terminal: Terminal): number {
  if (existsSync(join(out, "index.html")))
    throw new UsageError(`${out} already holds an index.html; give another folder.`);
  makeFolder(out);
  copySite(built, runs, out);
  if (form === "json") printJson(terminal, "lab", { folder: resolve(out), runs: runs.map((run) => resolve(run)) });
  else terminal.out(resolve(out));
  terminal.say(
    "Any web host can serve this folder, from any path. To look at it here: npx http-server, or python3 -m http.server, in that folder.",
  );
  return EXIT.done;
}

/** So that a copied link works again when the lab is served again. */
const OWN_PORT = 8724;

async function listen(
  files: ReturnType<typeof servedFiles>,
  { port, token }: { readonly port: number | undefined; readonly token: string | undefined },
): Promise<LabServer> {
  if (port === undefined)
    return serveLab(files, { port: OWN_PORT, token }).catch(() => serveLab(files, { port: 0, token }));
  try {
    return await serveLab(files, { port, token });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`port ${port} cannot be used (${why}); leave --port out to take a free one.`, {
      cause,
    });
  }
}

const interrupted = ({ listen }: Interrupts): Promise<void> =>
  new Promise((done) => {
    const release = listen(() => {
      release();
      done();
    });
  });
