/**
 * Long vectors that are worked on entry by entry, as all parameters and their running averages are, in parts that stay in the cache.
 * Each of the dozen passes of Adam over 400,000 parameters waits for memory; over a part of them it does not. Every entry meets the same
 * operations, so that no bit changes. Parameters that come out of a part, and gradients that go into one, need no copy.
 */
import type { Facts } from "./fuse.js";
import { integer, type Node } from "./onnx.js";
import { equalNumbers, product, range } from "./view.js";

/** Entries of a part. A pass over them takes some ten times as long as starting it; a dozen arrays of such parts fit in 3 MB. */
const PART = 65_536;
/** Fewer parts do not pay: vectors that short stay in the cache. Of 140,000 entries neither way is faster, of 410,000 this one by a quarter. */
const FEWEST = 4;

/** Operators that treat each entry by itself. */
const POINTWISE: ReadonlySet<string> = new Set(
  "Abs Add And Cast Clip Div Equal Identity Less LessOrEqual Max Min Mul Neg Not Or Reciprocal Relu Sqrt Sub Where".split(
    " ",
  ),
);

/** Vectors [length] that a graph is given and returns. */
export interface Vectors {
  readonly length: number;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

export interface Divided {
  /** Given and returning every vector in parts, under the names of `partName`. */
  readonly nodes: readonly Node[];
  /** Entries of each part. */
  readonly lengths: readonly number[];
}

export const partName = (vector: string, part: number): string => `${vector} part ${part}`;

/**
 * Several pieces of a vector in one part, or one piece in several parts. Pieces are what the vector is joined of and split into: the
 * parameters by their names.
 */
interface Section {
  readonly pieces: readonly number[];
  readonly parts: readonly number[];
}

/** The nodes with their long vectors in parts; undefined where these are short, or not worked on entry by entry. */
export function divide(
  nodes: readonly Node[],
  vectors: Vectors,
  facts: Facts,
  sizes: (lengths: readonly number[]) => string,
  part = PART,
): Divided | undefined {
  const { length, inputs, outputs } = vectors;
  const pieces = piecesOf(nodes, length, facts);
  if (pieces === undefined || length < FEWEST * part) return undefined;
  const divisible = divisibleIn(nodes, length, inputs, facts);
  if (!outputs.every((name) => divisible.has(name))) return undefined;
  const { sections, lengths } = sectionsOf(pieces, part);
  return { nodes: new Division(divisible, sections, lengths, pieces, sizes).of(nodes), lengths };
}

const isVector = (name: string, length: number, { shapeOf }: Facts): boolean =>
  equalNumbers(shapeOf(name) ?? [], [length]);

/** Lengths of the pieces that vectors are joined of and split into; undefined where these differ. */
function piecesOf(nodes: readonly Node[], length: number, facts: Facts): readonly number[] | undefined {
  const lengthsOf = (names: readonly string[]) => names.map((name) => product(facts.shapeOf(name) ?? []));
  const found = nodes.flatMap(({ type, inputs, outputs }) => {
    if (type === "Concat" && isVector(outputs[0], length, facts)) return [lengthsOf(inputs)];
    return type === "Split" && isVector(inputs[0], length, facts) ? [lengthsOf(outputs)] : [];
  });
  const [first = [length]] = found;
  return found.every((lengths) => equalNumbers(lengths, first)) ? first : undefined;
}

/** Vectors that are given, joined of pieces, or follow from such entry by entry. */
function divisibleIn(nodes: readonly Node[], length: number, given: readonly string[], facts: Facts): Set<string> {
  const found = new Set(given);
  const fits = (name: string) => found.has(name) || product(facts.shapeOf(name) ?? [0]) === 1;
  for (const { type, inputs, outputs } of nodes) {
    if (!isVector(outputs[0], length, facts)) continue;
    const follows = POINTWISE.has(type) && inputs.every(fits) && inputs.some((name) => found.has(name));
    if (follows || type === "Concat") found.add(outputs[0]);
  }
  return found;
}

/** Small pieces share a part, large ones have several of nearly equal length. */
function sectionsOf(pieces: readonly number[], most: number): { sections: Section[]; lengths: number[] } {
  const lengths: number[] = [];
  const sections: Section[] = [];
  let [open, filled]: [number[], number] = [[], 0];
  const add = (section: readonly number[], of: readonly number[]) => {
    sections.push({ pieces: section, parts: range(of.length).map((k) => lengths.length + k) });
    lengths.push(...of);
  };
  const close = () => {
    if (open.length > 0) add(open, [filled]);
    [open, filled] = [[], 0];
  };
  for (const [piece, length] of pieces.entries()) {
    if (filled + length > most) close();
    if (length > most) add([piece], nearlyEqual(length, most));
    else {
      open.push(piece);
      filled += length;
    }
  }
  close();
  return { sections, lengths };
}

function nearlyEqual(length: number, most: number): number[] {
  const count = Math.ceil(length / most);
  const at = (k: number) => Math.round((k * length) / count);
  return range(count).map((k) => at(k + 1) - at(k));
}

class Division {
  private readonly made: Node[] = [];
  /** By name: the same values under another. */
  private readonly renamed = new Map<string, string>();
  private readonly whole = new Set<string>();

  constructor(
    private readonly divisible: ReadonlySet<string>,
    private readonly sections: readonly Section[],
    private readonly lengths: readonly number[],
    private readonly pieces: readonly number[],
    private readonly sizes: (lengths: readonly number[]) => string,
  ) {}

  of(nodes: readonly Node[]): readonly Node[] {
    for (const node of nodes) this.add(node);
    return this.made;
  }

  private add(node: Node): void {
    const [first, ...others] = node.inputs;
    if (node.type === "Concat" && this.divisible.has(node.outputs[0])) this.intoParts(node);
    else if (this.divisible.has(node.outputs[0]))
      for (const part of this.lengths.keys()) this.push(this.inPart(node, part));
    else if (node.type === "Split" && this.divisible.has(first) && others.length <= 1) this.intoPieces(node);
    else {
      for (const name of node.inputs) if (this.divisible.has(name)) this.join(name, node.origin);
      this.push(node);
    }
  }

  private inPart(node: Node, part: number): Node {
    const inputs = node.inputs.map((name) => (this.divisible.has(name) ? partName(name, part) : name));
    return { ...node, inputs, outputs: [partName(node.outputs[0], part)] };
  }

  /** A vector that is joined of pieces. */
  private intoParts({ inputs, outputs: [vector], origin }: Node): void {
    for (const { pieces, parts } of this.sections) {
      this.regroup(
        pieces.map((piece) => inputs[piece]),
        parts.map((part) => partName(vector, part)),
        parts.map((part) => this.lengths[part]),
        origin,
      );
    }
  }

  /** A vector that is split into pieces. */
  private intoPieces({ inputs: [vector], outputs, origin }: Node): void {
    for (const { pieces, parts } of this.sections) {
      this.regroup(
        parts.map((part) => partName(vector, part)),
        pieces.map((piece) => outputs[piece]),
        pieces.map((piece) => this.pieces[piece]),
        origin,
      );
    }
  }

  /** One to many or many to one; one to one is another name. */
  private regroup(from: readonly string[], to: readonly string[], lengths: readonly number[], origin: string): void {
    const attributes = { axis: integer(0) };
    if (from.length > 1) this.push({ type: "Concat", domain: "", inputs: from, outputs: to, attributes, origin });
    else if (to.length > 1) {
      this.push({ type: "Split", domain: "", inputs: [from[0], this.sizes(lengths)], outputs: to, attributes, origin });
    } else this.renamed.set(to[0], this.renamed.get(from[0]) ?? from[0]);
  }

  /** The whole vector, for what does not work entry by entry. */
  private join(vector: string, origin: string): void {
    if (this.whole.has(vector)) return;
    this.whole.add(vector);
    const parts = [...this.lengths.keys()].map((part) => partName(vector, part));
    this.push({
      type: "Concat",
      domain: "",
      inputs: parts,
      outputs: [vector],
      attributes: { axis: integer(0) },
      origin,
    });
  }

  private push(node: Node): void {
    this.made.push({ ...node, inputs: node.inputs.map((name) => this.renamed.get(name) ?? name) });
  }
}
