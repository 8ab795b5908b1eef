/** What was seen in the course of a training, as points of a chart. */
import type { Moment, Snapshot } from "../worker/trainings/protocol.js";

type Points = [step: number, value: number][];
type SnapshotOf<Kind extends Snapshot["kind"]> = Extract<Snapshot, { readonly kind: Kind }>;

/** A value of every moment at which the network was of this kind. */
export function over<Kind extends Snapshot["kind"]>(
  history: readonly Moment[],
  kind: Kind,
  read: (snapshot: SnapshotOf<Kind>, moment: Moment) => number,
): Points {
  const isOfKind = (snapshot: Snapshot): snapshot is SnapshotOf<Kind> => snapshot.kind === kind;
  return history.flatMap((moment): Points => {
    const { step, snapshot } = moment;
    return isOfKind(snapshot) ? [[step, read(snapshot, moment)]] : [];
  });
}

/** A term of the objective, from the first update on. */
export const termOver = (history: readonly Moment[], name: string): Points =>
  history.flatMap(({ step, terms }): Points => (name in terms ? [[step, terms[name]]] : []));

/** The same value from the first update to the last. */
export const level = (value: number, total: number): Points => [
  [0, value],
  [total, value],
];
