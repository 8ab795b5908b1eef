/** The native engine (Node only): steps lowered to ONNX and run by onnxruntime-node. */
export { compileNative } from "./compile.node.js";
export { UnsupportedPrimitive } from "./errors.js";
export { nativeAvailable } from "./session.node.js";
