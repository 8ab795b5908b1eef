/** Whether the images of an archive can be read one by one where they lie. */
import { npzMembers } from "../../../io/index.js";
import { fetchNpyHeader } from "../../../io/npyHeader.js";
import { withFile } from "../../../io/source.node.js";
import { readZipMemberStart } from "../../../io/zip.js";
import { streamZipMember } from "../../../io/zipStream.js";
import { InputError } from "../../../math/errors.js";

/**
 * Says what is wrong with how an array of the archive is stored; undefined where nothing is. The archive's own checksum of an array
 * that lies unpacked is proved here, since single images never prove it; a deflated one is proved when it is unpacked.
 */
export const wrongStorage = (path: string, name: string): Promise<string | undefined> =>
  withFile(path, async (source) => {
    const member = (await npzMembers(source)).get(name);
    if (!member) return `array "${name}" is missing`;
    const { fortranOrder } = await fetchNpyHeader((length) => readZipMemberStart(source, member, length), name);
    if (fortranOrder) {
      return `array "${name}" is stored with its first axis running fastest: save np.ascontiguousarray of it`;
    }
    try {
      if (member.method === 0) for await (const _ of streamZipMember(source, member));
    } catch (error) {
      if (error instanceof InputError) return error.message;
      throw error;
    }
    return undefined;
  });
