/** A design as plain data: what `--json` prints. Keys are stable; NaN becomes null. */
import { headline } from "../../../answers/design/words.js";
import type { Judged } from "../../../efficiency/index.js";
import type { Designed } from "./designed.js";

/** Proposals that are listed. */
const LISTED = 10;

export function answerOf(designed: Designed) {
  const { request, before, proposals, best, power } = designed;
  const { file, limits, power: options, seed } = request;
  const nearest = best ?? proposals[0];
  return {
    file,
    statement: headline({ before, best, limits }),
    flips: best !== undefined,
    changes: best?.changes ?? [],
    saving: { before: before.saving, after: nearest?.judged.saving ?? before.saving },
    before: judgedAnswer(before),
    after: nearest ? judgedAnswer(nearest.judged) : null,
    power,
    alternatives: proposals
      .slice(0, LISTED)
      .map(({ changes, judged, flips }) => ({ changes, flips, ...judgedAnswer(judged) })),
    seed,
    settings: { ...limits, ...options },
  };
}

const judgedAnswer = ({ conditions, explained, predicted, saving, share, etaOfPure }: Judged) => ({
  conditions: conditions.counts.length,
  predicted,
  statement: explained.prediction.statement,
  saving,
  share,
  eta: { optimum: 1, pure: etaOfPure },
});
