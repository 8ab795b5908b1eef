/**
 * Who may read from the lab's server. Loopback keeps other computers out, not the other users of this one: so the printed address
 * carries a token, as Jupyter's does, which the browser then keeps as a cookie. Requests with neither are refused.
 */
import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** 192 random bits, from the system: no draw of science depends on them. */
export const newToken = (): string => randomBytes(24).toString("hex");

/** Cookies know no ports: two labs of one user must not take each other's. */
const cookieName = (port: number): string => `purecell-lab-${port}`;

/** For the browser alone (no script reads it), and to be sent when one comes from a link or a file, as from a terminal. */
export const cookieOf = (token: string, port: number): string =>
  `${cookieName(port)}=${token}; Path=/; HttpOnly; SameSite=Lax`;

/** How a request shows the token; undefined where it does not. */
export function shownIn(
  { url = "", headers }: IncomingMessage,
  token: string,
  port: number,
): "address" | "cookie" | undefined {
  const [, query = ""] = url.split("#", 1)[0].split(/\?(.*)/s);
  if (isToken(new URLSearchParams(query).get("token"), token)) return "address";
  const cookies = (headers.cookie ?? "").split("; ");
  const name = `${cookieName(port)}=`;
  return cookies.some((cookie) => cookie.startsWith(name) && isToken(cookie.slice(name.length), token))
    ? "cookie"
    : undefined;
}

/** In a time that does not depend on how much of it is right. */
function isToken(given: string | null, token: string): boolean {
  const [ours, theirs] = [Buffer.from(token), Buffer.from(given ?? "")];
  return ours.length === theirs.length && timingSafeEqual(ours, theirs);
}

/** What a browser without the token is shown. */
export const TOKEN_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>purecell lab: the token is missing</title>
<h1>The token is missing</h1>
<p>Open the whole address that <code>purecell lab</code> printed in its terminal. It ends in <code>?token=</code> and a long number.</p>
<p>Each start of the lab has a token of its own, so that other users of this computer cannot read the runs that it serves. A page
from an earlier start needs the new address.</p>
<p>To be asked for none: <code>purecell lab --no-token</code></p>
</html>
`;
