/** Plain data whose arrays of numbers threads read in place instead of each having a copy. */

/** The same data, its Float64Arrays in memory that threads share; those that are there already stay. */
export function inSharedMemory<Data>(data: Data): Data;
export function inSharedMemory(data: unknown): unknown {
  if (data instanceof Float64Array) return shared(data);
  if (Array.isArray(data)) return data.map((item) => inSharedMemory<unknown>(item));
  if (!isRecord(data)) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, inSharedMemory<unknown>(value)]));
}

const isRecord = (data: unknown): data is Readonly<Record<string, unknown>> =>
  typeof data === "object" && data !== null && Object.getPrototypeOf(data) === Object.prototype;

function shared(values: Float64Array): Float64Array {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const copy = new Float64Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}
