import { UsageError } from "../../math/errors.js";

/** A step holds something that the native engine cannot run; the message names the primitive. */
export class UnsupportedPrimitive extends UsageError {
  constructor(
    readonly primitive: string,
    detail = "",
  ) {
    super(
      `the native engine cannot run "${primitive}"${detail === "" ? "" : ` (${detail})`}: use the wasm engine for this model, or write the step without it`,
    );
  }
}
