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

/** The runtime rejects a step, or fails in it; the message says at which primitive, where the runtime's own tells. */
export class RuntimeRefusal extends UsageError {
  readonly primitive: string | undefined;

  /** @param message the runtime's; @param location file, line and column of the primitive's first use, where known */
  constructor(
    readonly verb: "rejects" | "could not run",
    readonly runtimeMessage: string,
    options?: ErrorOptions,
    location?: string,
  ) {
    const primitive = primitiveIn(runtimeMessage);
    const at = location ? `, used at ${location}` : "";
    super(`onnxruntime-node ${verb} ${primitive ? `"${primitive}"${at}` : "this step"}: ${runtimeMessage}`, options);
    this.primitive = primitive;
  }
}

/** The primitive of the last node that a message names; nodes are called "primitive:result". */
function primitiveIn(message: string): string | undefined {
  const names = [...message.matchAll(/['(](\w+):\w+[')]/g)];
  return names.at(-1)?.[1];
}
