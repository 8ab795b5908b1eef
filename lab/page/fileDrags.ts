/** Drags of files over the page, which a browser would otherwise leave for the file. */

/** Takes hold of a drag; what it carries where that is files, undefined where it is text or a link. */
export function filesIn(event: DragEvent): DataTransfer | undefined {
  const { dataTransfer } = event;
  if (!dataTransfer?.types.includes("Files")) return undefined;
  event.preventDefault();
  return dataTransfer;
}
