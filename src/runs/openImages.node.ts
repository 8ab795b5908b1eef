/** Image data for experiments. Only one that asks for images pays for loading their readers. */
import type { OpenImages } from "../protocols.js";

export const openImages: OpenImages = async (nameOrPath, size) => {
  const { openImageTask } = await import("../tasks/images/files/openImageTask.node.js");
  return openImageTask(nameOrPath, size === undefined ? {} : { size });
};
