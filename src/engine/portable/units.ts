/** The nodes of a graph as units of work, in an order in which they can be done: chains of nodes that work entry by entry, and the others. */
import type { Node } from "../native/onnx.js";
import { fitTogether, operationOf, readsEachOnce } from "./chains.js";
import { foldPatches } from "./patches.js";
import { foldRectifiers } from "./rectifiers.js";
import type { Values } from "./values.js";

export interface Unit {
  readonly nodes: readonly Node[];
  readonly isChain: boolean;
}

/** Units under construction, by the number of their first node. */
class Grouping {
  private readonly unitOf: number[];
  private readonly members: number[][];
  private readonly makers = new Map<string, number>();
  private readonly readers = new Map<string, number[]>();

  constructor(
    private readonly nodes: readonly Node[],
    private readonly values: Values,
    private readonly pointwise: readonly boolean[],
    private readonly kept: ReadonlySet<string>,
  ) {
    this.unitOf = nodes.map((_, i) => i);
    this.members = nodes.map((_, i) => [i]);
    for (const [i, { outputs }] of nodes.entries()) for (const name of outputs) this.makers.set(name, i);
    for (const [i, node] of nodes.entries())
      for (const array of new Set(this.arraysOf(node)))
        this.readers.set(array, [...(this.readers.get(array) ?? []), i]);
    for (const i of nodes.keys()) if (pointwise[i] && !this.waits(i)) this.joinMakers(i);
  }

  private joinMakers(index: number): void {
    for (const array of this.arraysOf(this.nodes[index])) {
      const maker = this.makers.get(array);
      if (maker === undefined || !this.pointwise[maker]) continue;
      if (readsEachOnce(this.nodes[index], array, this.values)) this.join(maker, index);
      if (this.waits(maker)) this.joinMakers(maker);
    }
  }

  /** What one array gives for one reader is better made where it is read, maybe much later, than kept: a mask from a layer, say. */
  private waits(index: number): boolean {
    const node = this.nodes[index];
    const varying = this.arraysOf(node).filter((array) => !this.values.isConstant(array));
    const [reader, ...others] = this.readers.get(node.outputs[0]) ?? [];
    if (varying.length !== 1 || reader === undefined || others.length > 0 || this.kept.has(node.outputs[0]))
      return false;
    return this.pointwise[reader] && readsEachOnce(this.nodes[reader], node.outputs[0], this.values);
  }

  private arraysOf({ inputs }: Node): string[] {
    return inputs.filter((name) => name !== "").map((name) => this.values.of(name).array);
  }

  private join(one: number, other: number): void {
    const [a, b] = [this.unitOf[one], this.unitOf[other]].sort((x, y) => x - y);
    if (a === b || this.isBetween(a, b) || this.isBetween(b, a)) return;
    const together = [...this.members[a], ...this.members[b]].sort((x, y) => x - y);
    if (!this.fits(together)) return;
    this.members[a] = together;
    this.members[b] = [];
    for (const member of together) this.unitOf[member] = a;
  }

  /** Whether their axes fit, and all that is made among them is read entry by entry. */
  private fits(members: readonly number[]): boolean {
    const nodes = members.map((member) => this.nodes[member]);
    const made = nodes.flatMap(({ outputs }) => outputs);
    return (
      fitTogether(nodes, this.values) &&
      nodes.every((node) =>
        this.arraysOf(node).every((array) => !made.includes(array) || readsEachOnce(node, array, this.values)),
      )
    );
  }

  /** Units that a unit reads from. */
  private before(unit: number): Set<number> {
    const found = new Set<number>();
    for (const member of this.members[unit]) {
      for (const array of this.arraysOf(this.nodes[member])) {
        const maker = this.makers.get(array);
        if (maker !== undefined && this.unitOf[maker] !== unit) found.add(this.unitOf[maker]);
      }
    }
    return found;
  }

  /** Whether `last` needs something of `first` that passes through other units. */
  private isBetween(first: number, last: number): boolean {
    const open = [...this.before(last)].filter((unit) => unit !== first);
    const seen = new Set(open);
    for (let unit = open.pop(); unit !== undefined; unit = open.pop()) {
      if (unit === first) return true;
      for (const next of this.before(unit)) {
        if (seen.has(next)) continue;
        seen.add(next);
        open.push(next);
      }
    }
    return false;
  }

  /** In the order of their last nodes as far as what they read allows it. */
  ordered(): Unit[] {
    const done = new Set<number>();
    const result: Unit[] = [];
    const visit = (unit: number): void => {
      if (done.has(unit)) return;
      done.add(unit);
      for (const needed of [...this.before(unit)].sort((a, b) => a - b)) visit(needed);
      const members = this.members[unit];
      result.push({ nodes: members.map((member) => this.nodes[member]), isChain: this.pointwise[members[0]] });
    };
    const units = [...this.members.keys()].filter((unit) => this.members[unit].length > 0);
    for (const unit of units.sort((a, b) => this.last(a) - this.last(b))) visit(unit);
    return result;
  }

  private last(unit: number): number {
    const members = this.members[unit];
    return members[members.length - 1];
  }
}

/** `kept` are the names of what must be there in the end. */
export function unitsOf(nodes: readonly Node[], values: Values, kept: readonly string[]): Unit[] {
  const moving = nodes.filter((node) => !values.takesAsIs(node));
  const last = new Set(kept.map((name) => values.of(name).array));
  const working = foldRectifiers(foldPatches(moving, values, last), values, last);
  const pointwise = working.map((node) => operationOf(node, values) !== undefined);
  return new Grouping(working, values, pointwise, last).ordered();
}
