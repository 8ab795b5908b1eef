export * from "./csv.js";
export * from "./npy.js";
export * from "./npz.js";
export * from "./source.js";
export * from "./zip.js";
