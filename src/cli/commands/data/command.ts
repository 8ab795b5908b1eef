/** `purecell data list | check FILE | preview TASK` */
import { UsageError } from "../../../math/errors.js";
import type { Context } from "../../context.js";
import { check } from "./check.js";
import type { DataFlags } from "./flags.js";
import { list } from "./list.js";

export async function data([what, name]: readonly string[], flags: DataFlags, context: Context): Promise<number> {
  if (what === "list" && name === undefined) return list(flags, context);
  if (what === "check" && name !== undefined) return check(name, flags, context);
  if (what === "preview" && name !== undefined) return (await import("./preview.js")).preview(name, flags, context);
  throw new UsageError(
    `"data ${[what, name].filter(Boolean).join(" ")}" is not known; there are: data list, data check FILE, data preview TASK`,
  );
}
