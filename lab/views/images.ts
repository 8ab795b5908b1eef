/** What the view of image networks shows, worked out from what its workers found. */
import type { SheetRow } from "../panels/sheetRow.js";
import type { Look, Portrait, Traversals } from "../worker/images/protocol.js";

/** The value that latents have at a step of their row: from the lowest to the highest in equal steps. */
const valueAt = ({ use, steps }: Look, latent: number, step: number): number =>
  use.low[latent] + ((use.high[latent] - use.low[latent]) * step) / (steps - 1);

/** Values of the sliders, to a thousandth, once the latent of a row has been moved to a step of it. */
export function latentsAt(look: Look, row: number, step: number): number[] {
  const moved = look.use.order[row];
  return Array.from(look.latents, (own, latent) =>
    Number((latent === moved ? valueAt(look, latent, step) : own).toFixed(3)),
  );
}

/** A row for each latent, the most used first; `lit` are the latents pointed at. */
export const latentRows = ({ shown, steps, use }: Look, lit: readonly number[]): SheetRow[] =>
  use.order.map((latent) => ({
    label: `latent ${latent + 1}`,
    note: use.active[latent] ? `deviation ${use.deviation[latent].toFixed(2)}` : "unused",
    faint: !use.active[latent],
    lit: lit.includes(latent),
    cells: Array.from({ length: steps }, (_, step) => ({ image: 2 * shown + 1 + latent * steps + step })),
  }));

/** Images above what they decode to. */
export function pairRows({ shown }: Look): SheetRow[] {
  const row = (label: string, first: number) => ({
    label,
    cells: Array.from({ length: shown }, (_, i) => ({ image: first + i })),
  });
  return [row("image", 0), row("decoded", shown)];
}

/** A row for each factor, with the level of the chosen image marked. */
export function factorRows({ rows, at }: Traversals): SheetRow[] {
  let first = 1;
  return rows.map(({ factor, levels, names }, f) => {
    const cells = levels.map((level, column) => ({
      image: first + column,
      name: names[column],
      chosen: level === at[f],
    }));
    first += levels.length;
    return { label: factor, cells };
  });
}

/** Which levels the chosen image has, in words. */
export const levelsText = ({ rows, at }: Traversals): string =>
  rows
    .map(
      ({ factor, names, levels }, f) => `${factor} ${names[levels.indexOf(at[f])]}, of ${names[0]} to ${names.at(-1)}`,
    )
    .join("; ");

/** Latents by use, with what each knows of the factors in nats: what is saved as a table. */
export function latentTable(look: Look | undefined, portrait: Portrait | undefined) {
  const factors = portrait?.factors ?? [];
  return {
    names: ["latent", "deviation", "low", "high", "value", ...factors.map((name) => `information_${name}`)],
    rows: (look?.use.order ?? []).map((latent) => [
      latent + 1,
      ...[look?.use.deviation, look?.use.low, look?.use.high, look?.latents].map(
        (values) => values?.[latent] ?? Number.NaN,
      ),
      ...factors.map((_, f) => portrait?.information[latent * factors.length + f] ?? Number.NaN),
    ]),
  };
}

/** What the command that is shown beside the page trains, and what not. */
export function caveatOf(trainsHere: boolean, off: readonly string[]): string {
  if (!trainsHere)
    return "The command trains what the settings of a network of this page say, not the network on show.";
  return off.length > 0
    ? "This address switches constraints off; the command trains with all of them."
    : "The command trains this network alone, from the same first weights on the same images.";
}

export const scoreText = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? "–" : value.toFixed(3);
