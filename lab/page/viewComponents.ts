/** What draws each view, loaded when it is first opened. */
import type { Component } from "svelte";
import type { Lab } from "./lab.svelte.js";
import type { ViewId } from "./views.js";

export const viewComponents: Readonly<Record<ViewId, () => Promise<{ default: Component<{ lab: Lab }> }>>> = {
  home: () => import("../views/Home.svelte"),
  corners: () => import("../views/Corners.svelte"),
  ablations: () => import("../views/Ablations.svelte"),
  depth: () => import("../views/Depth.svelte"),
  data: () => import("../views/Data.svelte"),
  runs: () => import("../views/Runs.svelte"),
  space: () => import("../views/Space.svelte"),
  images: () => import("../views/Images.svelte"),
  sequences: () => import("../views/Sequences.svelte"),
  stories: () => import("../views/Stories.svelte"),
};
