/** Circles in a graph of imports: Tarjan, Depth-first search and linear graph algorithms, 1972. */

/** Files by the files that they import. */
export type Graph = ReadonlyMap<string, readonly string[]>;

interface Visit {
  readonly index: Map<string, number>;
  readonly low: Map<string, number>;
  readonly stack: string[];
  readonly circles: string[][];
}

/** Groups of files that reach one another, and files that import themselves; each group in alphabetical order. */
export function circlesIn(graph: Graph): string[][] {
  const visit: Visit = { index: new Map(), low: new Map(), stack: [], circles: [] };
  for (const file of graph.keys()) if (!visit.index.has(file)) connect(file, graph, visit);
  return visit.circles;
}

function connect(file: string, graph: Graph, visit: Visit): void {
  const { index, low, stack } = visit;
  const order = index.size;
  index.set(file, order);
  low.set(file, order);
  stack.push(file);
  for (const next of graph.get(file) ?? []) {
    if (!index.has(next)) connect(next, graph, visit);
    if (stack.includes(next)) low.set(file, Math.min(low.get(file) ?? order, low.get(next) ?? order));
  }
  if (low.get(file) === order) closeGroup(file, graph, visit);
}

function closeGroup(file: string, graph: Graph, { stack, circles }: Visit): void {
  const group = stack.splice(stack.indexOf(file));
  if (group.length > 1 || graph.get(file)?.includes(file)) circles.push(group.sort());
}
