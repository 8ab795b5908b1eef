export * from "./foraging.js";
export * from "./placeBatches.js";
export * from "./poissonSpikes.js";
export * from "./rooms.js";
export * from "./simulatedCells.js";
export * from "./simulatedSession.js";
export * from "./worlds.js";
