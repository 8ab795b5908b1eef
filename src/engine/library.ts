/**
 * The tensor library, loaded when an engine starts and not before: experiments are described, listed and judged without it.
 * Everything here is undefined until `loadLibrary` has resolved; whoever compiles or runs a step has awaited `startEngine`.
 */
type Library = typeof import("@jax-js/jax");

export let numpy: Library["numpy"];
export let lax: Library["lax"];
export let jit: Library["jit"];
export let valueAndGrad: Library["valueAndGrad"];
export let makeJaxpr: Library["makeJaxpr"];
export let setDebug: Library["setDebug"];
export let defaultDevice: Library["defaultDevice"];

export async function loadLibrary(): Promise<Library> {
  const library = await import("@jax-js/jax");
  ({ numpy, lax, jit, valueAndGrad, makeJaxpr, setDebug, defaultDevice } = library);
  return library;
}
