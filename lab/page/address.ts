/** The part of the address behind "#": which view, and every setting that differs from the view's own. */
import type { Json } from "../../src/protocols.js";

/** Raised when the meaning of an address changes. */
export const ADDRESS_VERSION = 1;

export interface Address {
  readonly view: string;
  readonly version: number;
  readonly given: readonly (readonly [string, string])[];
}

/** "#corners?v=1&seed=3&corners=0.6,0,0,0" */
export function parseAddress(hash: string): Address {
  const [view = "", query = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  const all = [...new URLSearchParams(query)];
  const version = Number(all.find(([name]) => name === "v")?.[1] ?? ADDRESS_VERSION);
  return { view, version, given: all.filter(([name]) => name !== "v") };
}

export function formatAddress(view: string, given: Address["given"]): string {
  const parts = [["v", String(ADDRESS_VERSION)], ...given].map(
    ([name, text]) => `${encodeURIComponent(name)}=${encodeURIComponent(text).replace(/%2C/g, ",")}`,
  );
  return `#${view}?${parts.join("&")}`;
}

/** A value as `--set name=value` and the address write it. */
export function textOf(value: Json): string {
  const plain = (part: Json) => typeof part === "number" || typeof part === "boolean" || isWord(part);
  if (Array.isArray(value) && value.length > 0 && value.every(plain)) return value.join(",");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const isWord = (part: Json): boolean => typeof part === "string" && /^[a-z][\w-]*$/i.test(part);

export const same = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);
