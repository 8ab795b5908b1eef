/** Opening a data file by its path. */
import { openFolder } from "./folder/open.node.js";
import { isFolder, refuseForeignFolder } from "./foreignFolder.node.js";
import { contentOf, openDataFile } from "./openDataFile.js";
import { type DataFile, type OpenOptions, openDefaults } from "./protocols.js";
import { fileSource } from "./source.node.js";
import { openInThread } from "./thread/client.node.js";
import { asAsked } from "./view/asAsked.js";

/** Opens a data file of any known format; the caller closes it. Throws InputError as `openDataFile`, and where there is no file. */
export async function openDataPath(path: string, options: Partial<OpenOptions> = {}): Promise<DataFile> {
  refuseForeignFolder(path);
  if (isFolder(path)) return asAsked(await openFolder(path, { ...openDefaults, ...options }), options);
  const source = await fileSource(path);
  try {
    const content = await contentOf(source);
    if (content === "hdf5" || content === "parquet") {
      await source.close();
      return asAsked(await openInThread(path, { ...openDefaults, ...options }), options);
    }
    const file = await openDataFile(source, options);
    return { ...file, close: () => file.close().finally(() => source.close()) };
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** Opens `path`, hands it to `use`, and closes it whatever happens. */
export async function withDataPath<Result>(
  path: string,
  use: (file: DataFile) => Promise<Result>,
  options: Partial<OpenOptions> = {},
): Promise<Result> {
  const file = await openDataPath(path, options);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}
