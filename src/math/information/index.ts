export * from "./discretise.js";
export * from "./plugIn.js";
