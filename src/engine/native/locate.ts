/** Finds the line of a model that uses a primitive, for the message that refuses it. */
import { setDebug } from "../library.js";

/** The library's debug level at which it reports every primitive as it is applied. */
const REPORT_PRIMITIVES = 5;

/** Deep enough to reach the model through the library's layers of differentiation. */
const STACK_DEPTH = 100;

/**
 * Runs `trace` again with the library reporting what it applies, and returns "file:line:column" of the first use of the
 * primitive outside the library; undefined when only the library itself uses it, e.g. in a derivative.
 */
export function locate(primitive: string, trace: () => void): string | undefined {
  const [report, depth] = [console.info, Error.stackTraceLimit];
  let found: string | undefined;
  Error.stackTraceLimit = STACK_DEPTH;
  setDebug(REPORT_PRIMITIVES);
  console.info = (message: unknown) => {
    if (String(message).startsWith(`processing rule for ${primitive} on `)) found ??= callerOf(new Error().stack ?? "");
  };
  try {
    trace();
  } finally {
    setDebug(0);
    console.info = report;
    Error.stackTraceLimit = depth;
  }
  return found;
}

/** The innermost frame that is neither the library's nor this file's. */
function callerOf(stack: string): string | undefined {
  const frames = stack.split("\n").slice(1);
  const outside = frames.find((frame) => !/@jax-js|engine[\\/]native[\\/](locate|trace)\.|node:/.test(frame));
  return outside?.match(/([^\s(]+:\d+:\d+)\)?$/)?.[1].replace("file://", "");
}
