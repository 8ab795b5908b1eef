/**
 * The tensor library makes a WebAssembly instance of a kernel for every launch, some 8 microseconds each, which is a third of a step of a
 * small network. Its kernels keep nothing from one call to the next, so that one instance of each does.
 */

/** By kernel: its instance, and the memory that it works on. */
const kept = new WeakMap<WebAssembly.Module, { readonly memory: unknown; readonly instance: object }>();

/** Makes an instance only where there is none of the same module on the same memory. */
const KeptInstance = new Proxy(WebAssembly.Instance, {
  construct(Instance, [module, imports]: [WebAssembly.Module, WebAssembly.Imports?]) {
    const memory = imports?.env?.memory;
    const known = kept.get(module);
    if (known && known.memory === memory) return known.instance;
    const instance = new Instance(module, imports);
    if (memory !== undefined) kept.set(module, { memory, instance });
    return instance;
  },
});

/**
 * What `launch` returns; kernels that it launches are instantiated once and for all. It must not wait for anything, and must read what
 * it computes: the library launches kernels when their results are read.
 */
export function withKeptInstances<Result>(launch: () => Result): Result {
  const before = WebAssembly.Instance;
  Reflect.set(WebAssembly, "Instance", KeptInstance);
  try {
    return launch();
  } finally {
    Reflect.set(WebAssembly, "Instance", before);
  }
}
