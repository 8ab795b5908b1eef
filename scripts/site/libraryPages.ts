/** A page for every subpath of the package, made from its docstrings. */
import { join } from "node:path";
import { Application } from "typedoc";

export async function libraryPages(root: string, folder: string): Promise<void> {
  const application = await Application.bootstrapWithPlugins({
    entryPoints: [join(root, "src/*/index.ts")],
    tsconfig: join(root, "tsconfig.build.json"),
    plugin: ["typedoc-plugin-markdown"],
    readme: "none",
    disableSources: true,
    excludeInternal: true,
    excludeExternals: true,
    exclude: ["**/node_modules/**"],
    skipErrorChecking: true,
    logLevel: "Error",
    outputs: [{ name: "markdown", path: folder }],
    ...MARKDOWN,
  });
  const project = await application.convert();
  if (project === undefined) throw new Error("the docstrings could not be read");
  await application.generateOutputs(project);
}

/** Options of typedoc-plugin-markdown: a page for every subpath, short enough to be read. */
const MARKDOWN = {
  outputFileStrategy: "modules",
  entryFileName: "index",
  hidePageHeader: true,
  hideBreadcrumbs: true,
  parametersFormat: "table",
  interfacePropertiesFormat: "table",
  typeDeclarationFormat: "table",
  sanitizeComments: true,
  useCodeBlocks: false,
};
