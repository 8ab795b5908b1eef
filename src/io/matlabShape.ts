/** [n x 1] and [1 x n] are vectors, [1 x 1] a single value: MATLAB has nothing of fewer than two dimensions. */
export function withoutUnitAxes(shape: readonly number[]): readonly number[] {
  if (shape.length !== 2 || !shape.includes(1)) return shape;
  const [length] = shape.filter((size) => size !== 1);
  return length === undefined ? [] : [length];
}

/** Why MATLAB's other classes cannot be read, in words that go on after the name; undefined for arrays and text. */
export function problemOfClass(kind: string): string | undefined {
  switch (kind) {
    case "cell":
      return "is a cell array, whose cells may hold anything: save numbers as a matrix, cell2mat(x), and names as char(x)";
    case "sparse":
      return "is a sparse matrix: save full(x) instead";
    case "struct":
      return "is an array of structs: save its fields as matrices";
    case "char":
    case "logical":
      return undefined;
    default:
      if (/^(double|single|u?int(8|16|32|64))$/.test(kind)) return undefined;
      return `is an object of class ${kind}, which only MATLAB can read: save it as numbers, or as text with char(x)`;
  }
}
