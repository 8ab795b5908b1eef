/** A setting that is a number, as a slider shows it. */
export interface SettingSlider<Name extends string = string> {
  readonly name: Name;
  readonly label: string;
  readonly least: number;
  readonly most: number;
  readonly step?: number;
  /** Even steps in the logarithm. */
  readonly logarithmic?: boolean;
  /** Whole numbers only, where the steps give others. */
  readonly whole?: boolean;
  readonly help?: string;
}
