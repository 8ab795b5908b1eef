/** The diagrams of `on-off`: how far ON and OFF units are separated, with the line at which a pair costs as much as one linear neuron. */
import { type Boundary, drawFigure, heatMap, type Panel } from "../../../figures/index.js";
import { median } from "../../../math/statistics.js";
import type { Figure, JobResult } from "../../../protocols.js";
import type { Sides } from "../../../theory/index.js";
import { spread } from "../../frame/claims.js";
import { pairRatio } from "./factor.js";
import { optimalSides, type Place, placesOf, separation, trainedSides } from "./measures.js";
import { KINDS, type Kind, type OnOffSettings } from "./settings.js";

export function onOffFigures(results: readonly JobResult[], chosen: OnOffSettings): Figure[] {
  const places = placesOf(results, chosen);
  if (places.length === 0) return [];
  return [
    drawFigure({
      id: "on-off-separation",
      title: "When is one factor split into ON and OFF halves?",
      caption:
        "Separation: 1 where ON and OFF units have equal gain and are never active together, 0 where one side does all. Medians over seeds; grey: not " +
        "certified. Line: an ON/OFF pair costs as much as one linear neuron; left of it, and above, a pair is cheaper. Two-sided factors lie left of their line.",
      summary: `Certified and trained separation differ by ${spread(
        places.map((place) => Math.abs(separation(trainedSides(place)) - separation(optimalSides(place)))),
      )}.`,
      panels: KINDS.flatMap((kind) => [
        panel(`${kind}: certified optimum`, kind, places, chosen, optimalSides),
        panel(`${kind}: trained networks`, kind, places, chosen, trainedSides),
      ]),
      columns: 2,
      width: 820,
    }),
  ];
}

function panel(
  title: string,
  kind: Kind,
  places: readonly Place[],
  chosen: OnOffSettings,
  sidesOf: (place: Place) => Sides,
): Panel {
  const at = (tenths: number, strength: number): number =>
    median(
      places
        .filter((place) => place.kind === kind && place.tenths === tenths && place.weightStrength === strength)
        .map((place) => separation(sidesOf(place))),
    );
  const line = lineOf(kind, chosen);
  return heatMap({
    title,
    x: { label: "strength of weight energy", values: chosen.weightStrengths, log: true },
    y: { label: "share of samples with the factor present", values: chosen.tenths.map((tenths) => tenths / 10) },
    values: chosen.tenths.flatMap((tenths) => chosen.weightStrengths.map((strength) => at(tenths, strength))),
    valueLabel: "separation",
    domain: [0, 1],
    ...(line.points.length > 1 && { boundaries: [line] }),
    width: 395,
    height: 280,
  });
}

/** Within the diagram, for every tenth: the weight energy at which both cost the same. */
function lineOf(kind: Kind, chosen: OnOffSettings): Boundary {
  const [low, high] = [chosen.weightStrengths[0] / 2, (chosen.weightStrengths.at(-1) ?? 1) * 2];
  const points = Array.from({ length: 10 }, (_, k) => k + 1).flatMap((tenths): [number, number][] => {
    const isCheaper = (strength: number): boolean => pairRatio(kind, tenths, chosen, strength) < 1;
    if (!isCheaper(low) || isCheaper(high)) return [];
    let [from, to] = [low, high];
    for (let step = 0; step < 40; step++) {
      const middle = Math.sqrt(from * to);
      if (isCheaper(middle)) from = middle;
      else to = middle;
    }
    return [[from, tenths / 10]];
  });
  return { label: "a pair costs as much as one linear neuron", points };
}
