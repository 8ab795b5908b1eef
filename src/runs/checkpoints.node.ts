/** A training's state as one `.safetensors` file, replaced in one step, with a checksum against silent damage. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { rename } from "node:fs/promises";
import { fromSafetensors, toSafetensors } from "../engine/safetensors.js";
import { InputError, PurecellError } from "../math/errors.js";
import type { CheckpointStore, HostTree } from "../protocols.js";
import { readBytes, writeDurably } from "./durable.node.js";

/**
 * A store over the file `path`. A file that is damaged or belongs to another job is put aside as `<path>.damaged`,
 * reported through `note`, and the job starts again: a wrong state would be worse than a lost one.
 */
export function fileCheckpoints(path: string, job: string, note: (text: string) => void): CheckpointStore {
  return {
    async save(state) {
      await writeDurably(path, toSafetensors(state, { job, digest: digest(state) }));
    },
    async load() {
      if (!existsSync(path)) return undefined;
      try {
        return verified(readBytes(path), path, job);
      } catch (error) {
        if (!(error instanceof PurecellError)) throw error;
        await rename(path, `${path}.damaged`);
        note(`the checkpoint of ${job} cannot be used (${error.message}); that job starts again`);
        return undefined;
      }
    },
  };
}

function verified(bytes: Uint8Array, path: string, job: string): HostTree {
  const { tree, metadata } = fromSafetensors(bytes, path);
  if (metadata.job !== job) throw new InputError(`${path} belongs to job ${metadata.job}`);
  if (metadata.digest !== digest(tree)) throw new InputError(`${path}: its checksum does not match its contents`);
  return tree;
}

function digest(tree: HostTree): string {
  const hash = createHash("sha256");
  for (const name of Object.keys(tree).sort()) {
    const { shape, data } = tree[name];
    hash.update(`${name} [${shape}] ${data.constructor.name}\n`);
    hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest("hex");
}
