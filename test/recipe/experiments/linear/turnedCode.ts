/** A pure code that is turned at random is pure no longer, although as much can be read from it. */
import { z } from "zod";
import { identity } from "../../math/matrix.js";
import { randomOrthonormalRows } from "../../math/orthogonal.js";
import { digits, spread, verdict } from "../frame/claims.js";
import { design } from "../frame/design.js";
import { experiment } from "../frame/experiment.js";
import { keyOf, seedsField, THREE_SEEDS, whole } from "../frame/fields.js";
import { score } from "../frame/measures.js";

const settings = z.object({
  seeds: seedsField(THREE_SEEDS, "one rotation a seed"),
  units: whole(2).default(16).describe("units, each of which codes for one factor before the turn"),
});

const conditions = [{ id: "pure" }, { id: "turned" }];

export const turnedCode = experiment({
  id: "turned-code",
  title: "Purity is lost by a turn",
  source: "the recipe of CONTRIBUTING.md",
  claim: "After a random rotation no unit of a pure code belongs to one factor.",
  version: 1,
  settings,
  sizes: { quick: { seeds: [0] }, start: {}, full: { seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] } },
  design: () => design(conditions, ({ id }) => id),
  expectedSeconds: ({ seeds }) => 0.01 * seeds.length,
  measures: z.object({ largestShare: score }),
  async run({ id }, seed, { units }) {
    const code = id === "pure" ? identity(units) : randomOrthonormalRows(keyOf(seed, "turn"), units, units);
    return { values: { largestShare: code.data.reduce((most, weight) => Math.max(most, weight ** 2), 0) } };
  },
  claims(rows, { seeds, units }) {
    const turned = rows.filter(({ condition }) => condition === "turned");
    return [
      verdict({
        id: "turned-code.mixed",
        claim: "No unit belongs to one factor.",
        criterion: "in every seed, the largest squared weight of any unit on any factor is below 0.95",
        settings: `${units} units`,
        of: turned,
        enough: seeds.length >= 3,
        every: ({ largestShare }) => largestShare < 0.95,
        measured: () => `largest squared weight: ${spread(turned.map(({ largestShare }) => largestShare))}`,
        value: ({ seed, largestShare }) => ({ label: `seed ${seed}`, value: Number(digits(largestShare)) }),
      }),
    ];
  },
  figures: () => [],
  recorded: { "turned-code.mixed": "beyond the paper" },
});
