/**
 * Finding a graphics processor. Browsers and Deno have `navigator.gpu`; Node has it with the optional package webgpu (Dawn, the
 * WebGPU of Chromium), which needs a driver: Vulkan on Linux, none of its own on macOS and Windows.
 */

export interface Accelerator {
  readonly available: boolean;
  /** The adapter's name, or what is missing. */
  readonly found: string;
}

/** The command that adds WebGPU to Node. */
export const INSTALL_WEBGPU = "npm install --ignore-scripts webgpu";

interface Adapter {
  readonly info?: Readonly<Record<string, unknown>>;
}

interface Gpu {
  requestAdapter(): Promise<Adapter | null>;
}

let search: Promise<Accelerator> | undefined;

/** Looks once, and leaves `navigator.gpu` behind for the tensor library. Never throws. */
export function findAccelerator(): Promise<Accelerator> {
  search ??= look();
  return search;
}

async function look(): Promise<Accelerator> {
  try {
    const gpu = ownGpu() ?? (await dawnGpu());
    const adapter = await gpu.requestAdapter();
    if (adapter) return { available: true, found: describeAdapter(adapter) };
    return { available: false, found: "WebGPU is installed but finds no adapter: no graphics processor, or no driver" };
  } catch (error) {
    return { available: false, found: whyNot(error) };
  }
}

function whyNot(error: unknown): string {
  if (hasMember(error, "code") && error.code === "ERR_MODULE_NOT_FOUND") return "the package webgpu is not installed";
  return `the package webgpu does not load: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`;
}

const hasMember = <Name extends string>(value: unknown, name: Name): value is Record<Name, unknown> =>
  typeof value === "object" && value !== null && name in value;

const isGpu = (value: unknown): value is Gpu =>
  hasMember(value, "requestAdapter") && typeof value.requestAdapter === "function";

const ownNavigator = (): unknown => ("navigator" in globalThis ? globalThis.navigator : undefined);

function ownGpu(): Gpu | undefined {
  const navigator = ownNavigator();
  return hasMember(navigator, "gpu") && isGpu(navigator.gpu) ? navigator.gpu : undefined;
}

/** Not among the dependencies, so that its name is not resolved before it is asked for. */
const DAWN: string = "webgpu";

async function dawnGpu(): Promise<Gpu> {
  const dawn: unknown = await import(DAWN);
  if (!(hasMember(dawn, "create") && typeof dawn.create === "function" && hasMember(dawn, "globals")))
    throw new TypeError("it is not the package of that name that purecell knows");
  Object.assign(globalThis, dawn.globals);
  const gpu: unknown = dawn.create([]);
  if (!isGpu(gpu)) throw new TypeError("it has no requestAdapter");
  offer(gpu);
  return gpu;
}

/** Node 20 has no navigator; the library also asks it for the browser's name. */
function offer(gpu: Gpu): void {
  const navigator = ownNavigator();
  if (typeof navigator === "object" && navigator !== null)
    Object.defineProperty(navigator, "gpu", { value: gpu, configurable: true });
  else
    Object.defineProperty(globalThis, "navigator", {
      value: { gpu, userAgent: `Node.js/${process.versions.node}` },
      configurable: true,
    });
}

const describeAdapter = ({ info = {} }: Adapter): string =>
  [info.vendor, info.architecture, info.description]
    .filter((part) => typeof part === "string" && part !== "")
    .join(", ") || "an adapter without a name";
