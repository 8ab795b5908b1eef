/** Pages made from declarations: what every command takes, and every setting of an experiment. */
import * as z from "zod";
import type { Command } from "../../src/cli/command.js";
import { commands } from "../../src/cli/commands.js";
import { type Flags, formOf, helpOf } from "../../src/cli/flags/flag.js";
import { experiments } from "../../src/experiments/registry.js";
import type { Experiment } from "../../src/protocols.js";

export async function commandsPage(): Promise<string> {
  const parts = await Promise.all(commands.map(async (command) => commandPart(command, await command.flags())));
  return [
    "# Commands",
    "Made from what the commands declare. `--help --json` prints the same as JSON Schema. `-q`, `-v`, `-V` and `--no-color` belong to all.",
    ...parts,
  ].join("\n\n");
}

function commandPart({ name, arguments: names, summary, examples }: Command, flags: Flags): string {
  const rows = Object.entries(flags).map(
    ([flag, declared]) => `| \`${cell(formOf(flag, declared))}\` | ${cell(plain(helpOf(declared)))} |`,
  );
  return [
    `## ${name}`,
    `${capital(plain(summary))}.`,
    fenced([["purecell", name, names].filter(Boolean).join(" "), ...examples].join("\n")),
    ...(rows.length > 0 ? [["| flag | meaning |", "|---|---|", ...rows].join("\n")] : []),
  ].join("\n\n");
}

export const settingsPage = (): string =>
  [
    "# Settings of experiments",
    "Made from the schemas of the experiments. Each is changed by `purecell run NAME --set setting=value`.",
    ...Object.values(experiments).map(settingsPart),
  ].join("\n\n");

function settingsPart({ id, title, settings }: Experiment): string {
  const { properties = {} } = z.toJSONSchema(settings, { io: "input", unrepresentable: "any" });
  const rows = Object.entries(properties).map(([name, property]) => {
    const { default: value, description = "" } = typeof property === "object" ? property : {};
    const { unit } = settings.shape[name]?.meta?.() ?? {};
    return `| \`${name}\` | \`${cell(JSON.stringify(value))}\` | ${cell(plain(description))}${unit ? `, ${plain(String(unit))}` : ""} |`;
  });
  return [`## ${id}`, title, ["| setting | default | meaning |", "|---|---|---|", ...rows].join("\n")].join("\n\n");
}

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const plain = (text: string): string => text.replaceAll("<", "&lt;").replaceAll("{{", "&#123;&#123;");
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const fenced = (text: string): string => `\`\`\`\n${text}\n\`\`\``;
