/** `purecell data list | check FILE | preview TASK` */
import type { Context } from "../../context.js";
import type { DataRequest } from "./request.js";

export async function carryOut(request: DataRequest, context: Context): Promise<number> {
  if (request.what === "list") return (await import("./list.js")).list(request, context);
  if (request.what === "check") return (await import("./check.js")).check(request, context);
  return (await import("./preview.js")).preview(request, context);
}
