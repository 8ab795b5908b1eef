export * from "./conditional.js";
export * from "./coordinate.js";
export * from "./discretise.js";
export * from "./ksg.js";
export * from "./plugIn.js";
export * from "./recommended.js";
export * from "./ross.js";
