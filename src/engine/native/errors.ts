import { UsageError } from "../../math/errors.js";

/** A step holds something that the native engine cannot run; the message names the primitive and who uses it. */
export class UnsupportedPrimitive extends UsageError {
  /** @param location file, line and column of the first use, where known */
  constructor(
    readonly primitive: string,
    readonly detail = "",
    location?: string,
  ) {
    const what = `"${primitive}"${detail === "" ? "" : ` (${detail})`}${location ? `, used at ${location}` : ""}`;
    super(`the native engine cannot run ${what}: use the wasm engine for this model, or write the step without it`);
  }
}
