/** A row of small pictures. */
export interface SheetRow {
  readonly label: string;
  /** Below the label. */
  readonly note?: string;
  readonly faint?: boolean;
  readonly lit?: boolean;
  readonly cells: readonly {
    /** Number of the picture. */
    readonly image: number;
    /** Below it. */
    readonly name?: string;
    readonly chosen?: boolean;
  }[];
}
