/** One page with every recorded figure, each leading to its experiment. */
import type { Placed } from "./links.js";

export function galleryPage(places: Placed, experiments: readonly string[]): string {
  const pictures = [...places.values()].filter((place) => place.startsWith("results/"));
  const parts = experiments.flatMap((id) => {
    const own = pictures.filter((place) => ownerOf(place, experiments) === id);
    return own.length === 0 ? [] : [part(id, own)];
  });
  return ["# Gallery", "Every recorded figure; a click on a name leads to what it shows.", ...parts].join("\n\n");
}

const part = (id: string, pictures: readonly string[]): string =>
  [`## [${id}](./experiments/${id}.md)`, ...pictures.map((place) => `![${id}](./${place})`)].join("\n\n");

/** The longest name of an experiment that the picture's begins with: "fig3-linear" of "fig3-linear-mir.png". */
const ownerOf = (place: string, experiments: readonly string[]): string | undefined =>
  experiments
    .filter((id) => place.startsWith(`results/${id}`))
    .sort((a, b) => b.length - a.length)
    .at(0);
