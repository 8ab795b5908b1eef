/** What a view lets one choose beside an experiment's settings, as text, by name. */
export type Choices = Readonly<Record<string, string>>;
