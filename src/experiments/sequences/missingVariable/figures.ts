/** The same neurons, read with all objects and without one. */
import { drawFigure, scatterAgainst, seedBars } from "../../../figures/index.js";
import type { Figure } from "../../../protocols.js";
import { digits } from "../../frame/claims.js";
import { type MissingRow, rowsOf } from "./claims.js";
import { NAMES, OBJECTS, RECORDED, ROOMS, type RoomsName } from "./settings.js";
import { unrecordedReading } from "./theory.js";

const WORDS = { chains: "chains in half of the rooms", independent: "independent objects" } as const;

export function missingFigures(rows: readonly MissingRow[]): Figure[] {
  if (rows.length === 0) return [];
  return [unitsFigure(rows), sharesFigure(rows)];
}

const namesIn = (rows: readonly MissingRow[]): RoomsName[] => NAMES.filter((name) => rowsOf(rows, name).length > 0);

/** Neurons of the first seed, by the parts of their variance on the two recorded objects. */
function unitsFigure(rows: readonly MissingRow[]): Figure {
  const shown = namesIn(rows).map((name) => rowsOf(rows, name)[0]);
  return drawFigure({
    id: "missing-variable-units",
    title: "Neurons of an object that was not recorded look like mixtures of those that were",
    caption:
      "Each mark is an active neuron, by the parts of its variance that regression on the first two objects gives to each; symbols are the " +
      "object to which it is tuned when all three are in the regression. Where objects often form a chain the third object's neurons lie " +
      "on the diagonal, tuned to both by a ninth of their variance; where they are independent, at nothing. One network each.",
    summary: shown
      .map(
        ({ rooms, hidden, hiddenMixed }) =>
          `${WORDS[rooms]}: ${hiddenMixed} of ${hidden} neurons of the third object called mixed`,
      )
      .join("; "),
    panels: shown.map((row) =>
      scatterAgainst({
        title: WORDS[row.rooms],
        xLabel: "part by object 1, two in the regression",
        yLabel: "part by object 2, two in the regression",
        xDomain: [-0.03, 1.03],
        yDomain: [-0.03, 1.03],
        identity: true,
        points: pointsOf(row),
      }),
    ),
    columns: 2,
  });
}

function pointsOf({ arrays }: MissingRow) {
  const [all, recorded] = [arrays.parts.data, arrays.recordedParts.data];
  const points = Array.from({ length: all.length / OBJECTS }, (_, unit) => {
    const own = Array.from({ length: OBJECTS }, (_, object) => Number(all[OBJECTS * unit + object]));
    const [x, y] = RECORDED.map((object) => Number(recorded[RECORDED.length * unit + object]));
    const main = own.indexOf(Math.max(...own)) + 1;
    return { x, y, main, group: `tuned to object ${main}${main === OBJECTS ? ", not recorded" : ""}` };
  });
  return points.sort((a, b) => a.main - b.main);
}

function sharesFigure(rows: readonly MissingRow[]): Figure {
  const shown = namesIn(rows);
  const bars = (title: string, valueLabel: string, names: readonly RoomsName[], value: (row: MissingRow) => number) =>
    seedBars({
      title,
      valueLabel,
      bars: false,
      domain: [0, 1],
      conditions: names.map((name) => ({ label: WORDS[name], values: rowsOf(rows, name).map(value) })),
    });
  // Parts of what is not tuned at all have no share.
  const correlated = shown.filter((name) => ROOMS[name] > 0);
  const theory = unrecordedReading(ROOMS.chains);
  return drawFigure({
    id: "missing-variable-shares",
    title: "What leaving a variable out does to the reading",
    caption: `Dots are seeds. Share of tuning to the main object, all objects in the regression; R^2 of the third object's neurons, largest of a network, the other two in the regression; their share there, where objects form chains. Expected of pure neurons: R^2 ${digits(theory.explained)}, share ${digits(theory.share)}.`,
    summary: `Expected of pure neurons where objects form chains: share ${digits(theory.share)}, R^2 ${digits(theory.explained)}.`,
    panels: [
      bars("All objects in the regression", "share on the main object", shown, ({ share }) => share),
      bars("Third object's neurons, without it", "largest R^2", shown, ({ hiddenExplained }) => hiddenExplained[1]),
      ...(correlated.length > 0
        ? [bars("Third object's neurons, without it", "share on the main object", correlated, (row) => row.hiddenShare)]
        : []),
    ],
    columns: 2,
  });
}
