/** What a person is told, once a command, where figures cannot be drawn as PNG. */
import { installOptional } from "../../math/optionalPackages.node.js";
import type { Terminal } from "./terminal.js";

/** For commands that are about to draw figures. */
export async function noteMissingPng(terminal: Terminal): Promise<void> {
  const { whyNoPng } = await import("../../figures/png.node.js");
  if (whyNoPng() !== undefined)
    terminal.say(`Figures are drawn as SVG, without PNG, whose package is missing: ${installOptional()}`);
}
