import type { Json } from "../../src/protocols.js";

/** Settings of an experiment by name, or a part of them. */
export type Values = Readonly<Record<string, Json>>;
