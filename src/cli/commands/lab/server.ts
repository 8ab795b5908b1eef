/**
 * The lab's server: this computer only (loopback), whoever has the token only, reading only, and nothing but the built files and the
 * run folders it was given. A page elsewhere that tricks a browser into calling it (DNS rebinding) comes with a foreign Host header and is refused.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { CONTENT_TYPES, type ServedFile, type ServedFiles } from "./servedFiles.js";
import { cookieOf, shownIn, TOKEN_PAGE } from "./token.js";

/** Scripts, styles, workers and data from here only; compiled WebAssembly, but no code from text; in nobody's frame. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS = {
  "Content-Security-Policy": POLICY,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cache-Control": "no-store",
} as const;

export interface LabServer {
  /** What to open: "http://127.0.0.1:PORT/?token=TOKEN", or the origin where there is no token. */
  readonly address: string;
  /** "http://127.0.0.1:PORT/" */
  readonly origin: string;
  readonly port: number;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** 0, as by default, takes a free one. */
  readonly port?: number;
  /** Without one, everybody on this computer may read. */
  readonly token?: string | undefined;
}

/** Listens on loopback. Rejects where the port is taken. */
export async function serveLab(files: ServedFiles, { port = 0, token }: ServeOptions = {}): Promise<LabServer> {
  const server = createServer((request, response) => answer(request, response, { files, token, port: portOf(server) }));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  const bound = portOf(server);
  const origin = `http://127.0.0.1:${bound}/`;
  return {
    address: token === undefined ? origin : `${origin}?token=${token}`,
    origin,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const portOf = (server: Server): number => {
  const address: AddressInfo | string | null = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
};

/** What is served, to whom, and where. */
interface Service {
  readonly files: ServedFiles;
  readonly token: string | undefined;
  readonly port: number;
}

function answer(request: IncomingMessage, response: ServerResponse, service: Service): void {
  const { status, content, more } = contentFor(request, service);
  const headers = { ...HEADERS, ...more, "Content-Type": content.type, "Content-Length": content.bytes.length };
  response.writeHead(status, status === 200 ? headers : { ...headers, Connection: "close" });
  response.end(request.method === "HEAD" ? undefined : content.bytes);
}

interface Content {
  readonly status: number;
  readonly content: ServedFile;
  /** Headers beside the usual ones. */
  readonly more?: Readonly<Record<string, string>>;
}

function contentFor(request: IncomingMessage, { files, token, port }: Service): Content {
  const { headers, method, url = "" } = request;
  if (!isOwnHost(headers.host, port)) return refusal(403, "this server answers to its own address only");
  if (method !== "GET" && method !== "HEAD") return refusal(405, "this server only reads");
  const path = decodedPath(url);
  if (token !== undefined) {
    const shown = shownIn(request, token, port);
    if (shown === undefined) return page(403, TOKEN_PAGE);
    // The browser keeps the token, and the address that stays on show and in its history does not have it.
    if (shown === "address" && path === "/")
      return { ...page(303, ""), more: { Location: "/", "Set-Cookie": cookieOf(token, port) } };
  }
  const found = path === undefined ? undefined : files.read(path);
  return found === undefined ? refusal(404, "not here") : { status: 200, content: found };
}

const refusal = (status: number, why: string): Content => ({
  status,
  content: { bytes: Buffer.from(`${why}\n`), type: CONTENT_TYPES[".txt"] },
});

const page = (status: number, html: string): Content => ({
  status,
  content: { bytes: Buffer.from(html), type: CONTENT_TYPES[".html"] },
});

const isOwnHost = (host: string | undefined, port: number): boolean =>
  host === `127.0.0.1:${port}` || host === `localhost:${port}`;

/** The path without query, percent signs decoded once; undefined where that cannot be done or it is no path. */
function decodedPath(url: string): string | undefined {
  try {
    const path = decodeURIComponent(url.split(/[?#]/, 1)[0]);
    return path.startsWith("/") && !path.includes("\0") ? path : undefined;
  } catch {
    return undefined;
  }
}
