/**
 * From the text of an address to settings, by the functions the command line uses. Nothing is dropped in silence: every part
 * that is unknown or refused is explained, and the rest is kept.
 */
import type { z } from "zod";
import { PurecellError } from "../../src/math/errors.js";
import { unknownName } from "../../src/math/knownNames.js";
import { type HasSettings, mergeSettings, parseAssignments } from "../../src/runs/settings.js";
import { controls } from "./controls.js";
import type { Settled } from "./protocol.js";
import { subjectOf } from "./subjects.js";
import type { Values } from "./values.js";

type Given = readonly (readonly [string, string])[];

const lab: HasSettings = { id: "the lab", settings: controls };

export async function settle(experiment: string, given: Given): Promise<Settled> {
  const subject = await subjectOf(experiment);
  const known = (schema: z.ZodObject) => Object.keys(schema.shape);
  const mine = given.filter(([name]) => known(controls).includes(name));
  const its = given.filter(([name]) => known(subject.settings).includes(name));
  const strange = given.filter(([name]) => ![...known(controls), ...known(subject.settings)].includes(name));
  const ofLab = keep(lab, mine);
  const ofSubject = keep(subject, its);
  const all = [...known(subject.settings), ...known(controls)];
  return {
    settings: ofSubject.values,
    controls: controls.parse(ofLab.values),
    notices: [
      ...strange.map(([name, text]) => `${name}=${text} was left out: ${unknownName("setting", name, all).message}`),
      ...ofLab.notices,
      ...ofSubject.notices,
    ],
  };
}

/** The settings with all the assignments that are legal, each judged with the ones kept before it. */
function keep(owner: HasSettings, given: Given): { values: Values; notices: string[] } {
  const kept: Record<string, unknown> = {};
  const notices: string[] = [];
  for (const [name, text] of given) {
    try {
      const { values } = parseAssignments(owner, [`${name}=${text}`]);
      mergeSettings(owner, [{ source: "the address", values: { ...kept, ...values } }]);
      Object.assign(kept, values);
    } catch (error) {
      if (!(error instanceof PurecellError)) throw error;
      notices.push(`${name}=${text} was left out: ${reason(name, error.message)}`);
    }
  }
  const { values } = mergeSettings(owner, [{ source: "the address", values: kept }]);
  return { values: JSON.parse(JSON.stringify(values)), notices };
}

/** The middle of the command line's message: neither its heading nor the command that it advises, nor the name that stands before it. */
function reason(name: string, message: string): string {
  const lines = message.split("\n").filter((line) => line.startsWith("  "));
  if (lines.length === 0) return message;
  return lines
    .map((line) =>
      line
        .trim()
        .replace(/ \(from .*\)$/, "")
        .replace(`${name}: `, ""),
    )
    .join("; ");
}
