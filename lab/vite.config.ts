/** Builds the lab into files that any web host can serve from any folder: addresses are relative, nothing is inlined. */
import { readFileSync } from "node:fs";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vite";

/** The reader of HDF5 may be left out of an installation; a lab built there says so when it meets such a file. */
const optional = (): Plugin => ({
  name: "optional",
  async resolveId(source, importer) {
    if (source !== "h5wasm") return null;
    return (await this.resolve(source, importer, { skipSelf: true })) ?? "\0absent";
  },
  load: (id) =>
    id === "\0absent" ? 'throw new Error("this lab was built without h5wasm, the reader of HDF5");' : null,
});

/** The recorded cells of the first page are others' work: their notice goes where they go. */
const notice = (): Plugin => ({
  name: "notice",
  generateBundle() {
    const source = readFileSync(new URL("../NOTICE.md", import.meta.url));
    this.emitFile({ type: "asset", fileName: "NOTICE.txt", source });
  },
});

/**
 * The sources do nothing when they are imported, so that of a family's face only what is used is built in. The page's own files do:
 * styles, and what starts the page and its worker.
 */
const treeshake = { moduleSideEffects: [{ test: /\/src\/.*\.ts$/, sideEffects: false }] };

export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [svelte({ configFile: false }), notice()],
  worker: { format: "es", plugins: () => [optional()], rolldownOptions: { treeshake } },
  build: {
    outDir: "../dist/lab",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { treeshake, checks: { pluginTimings: false } },
  },
});
