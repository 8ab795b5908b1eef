/** `purecell design` */
import { proposalText } from "../../../answers/design/words.js";
import {
  designOf,
  type Judged,
  judgeDesign,
  type Power,
  type Proposal,
  powerOf,
  searchChanges,
  testDefaults,
} from "../../../efficiency/index.js";
import { withDataPath } from "../../../io/openDataPath.node.js";
import { fold, key } from "../../../math/random.js";
import { counted } from "../../../math/words.js";
import { conditionsIn } from "../../../recordings/conditions.js";
import { type Context, EXIT, printJson } from "../../context.js";
import { Narration } from "../../terminal/narration.js";
import { noteMissingPng } from "../../terminal/pngNote.js";
import { outWrapped } from "../../terminal/wrap.js";
import { answerOf } from "./answer.js";
import type { Designed } from "./designed.js";
import type { DesignRequest } from "./request.js";
import { designLines, INDENT } from "./text.js";

export async function carryOut(request: DesignRequest, { terminal, argv }: Context): Promise<number> {
  const { file, columns, kinds, limits, seed, form, out } = request;
  const root = key(seed);
  const narration = new Narration(terminal);
  const { factors, notes } = await withDataPath(file, (open) => conditionsIn(open, columns, kinds));
  for (const note of notes) narration.say(note);
  const before = judgeDesign(designOf(factors), fold(root, "before"));
  narration.say(
    `${file}: ${counted(before.conditions.counts.length, "condition")}; ${before.explained.prediction.statement}`,
  );
  const proposals = before.predicted === "undecided" ? [] : searchChanges(before, limits, fold(root, "after"));
  const best = proposals.find(({ flips }) => flips);
  if (best) narration.say(`smallest change: ${proposalText(best)}`);
  const power = best ? simulate(request, before, best, narration) : [];
  narration.clear();
  const designed: Designed = { request, before, proposals, best, power };
  if (form === "json") printJson(terminal, "design", answerOf(designed));
  else for (const line of designLines(designed, terminal.outStyle)) outWrapped(line, INDENT, terminal);
  if (out !== undefined) {
    const { writeReport } = await import("./report.js");
    await noteMissingPng(terminal);
    terminal.say(`report: ${await writeReport(out, designed, argv)}`);
  }
  return EXIT.done;
}

function simulate(
  { power: options, seed }: DesignRequest,
  before: Judged,
  best: Proposal,
  narration: Narration,
): Power[] {
  const found: Power[] = [];
  if (options.simulations === 0) return found;
  const of = options.neurons.length * options.repeats.length;
  const all = powerOf(before, best.judged, { ...options, thresholds: testDefaults }, fold(key(seed), "power"));
  for (const one of all) {
    found.push(one);
    narration.update(`power: ${found.length} of ${of} sizes, ${options.simulations} simulated populations each`);
  }
  return found;
}
