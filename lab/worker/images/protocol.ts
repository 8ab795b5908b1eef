/** What the page asks of an image task. */
export interface ImageQuestion {
  /** A name of `renderedTasks`. */
  readonly task: string;
  /** Level of each factor; empty for a condition to begin with. */
  readonly at: readonly number[];
}

export interface Traversal {
  readonly factor: string;
  /** Levels that the factor has. */
  readonly size: number;
  /** Of the factor's levels, those shown, ascending; the chosen one is among them. */
  readonly levels: readonly number[];
  /** What each shown level is called. */
  readonly names: readonly string[];
}

export interface Traversals {
  readonly width: number;
  readonly height: number;
  /** Conditions of the whole task. */
  readonly count: number;
  /** Level of each factor. */
  readonly at: readonly number[];
  readonly rows: readonly Traversal[];
  /** RGBA: the chosen image, then row by row every shown one */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}
