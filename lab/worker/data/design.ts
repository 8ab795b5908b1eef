/** The smallest change of a table of conditions that turns its verdict: as `purecell design` finds it. */
import { headline, judgedTexts, proposalText } from "../../../src/answers/design/words.js";
import { designOf, judgeDesign, searchChanges } from "../../../src/efficiency/index.js";
import { UsageError } from "../../../src/math/errors.js";
import { fold, key } from "../../../src/math/random.js";
import { conditionsIn } from "../../../src/recordings/conditions.js";
import { current } from "./opened.js";
import type { DesignAnswer, DesignQuestion } from "./protocol.js";

/** Conditions added or dropped, at most: what the command tries unless told otherwise. */
const LIMITS = { add: 3, drop: 3, repeats: false } as const;
/** Other changes that are listed. */
const LISTED = 5;

/** Throws InputError for columns that cannot be read, or do not tell the variables apart. */
export async function searchDesign(question: DesignQuestion): Promise<DesignAnswer> {
  const { columns, kinds, seed } = question;
  if (columns.length === 0) throw new UsageError("choose at least one column");
  const { factors } = await conditionsIn(current().file, columns, new Map(Object.entries(kinds)));
  const before = judgeDesign(designOf(factors), fold(key(seed), "before"));
  const proposals = before.predicted === "undecided" ? [] : searchChanges(before, LIMITS, fold(key(seed), "after"));
  const best = proposals.find(({ flips }) => flips);
  const nearest = best ?? proposals[0];
  return {
    headline: headline({ before, best, limits: LIMITS }),
    before: judgedTexts(before),
    after: best ? judgedTexts(best.judged) : [],
    others: proposals
      .filter((one) => one !== best)
      .slice(0, LISTED)
      .map(proposalText),
    saving: [before.saving, nearest?.judged.saving ?? before.saving],
  };
}
