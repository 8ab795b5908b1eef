/** The rules of biology in words. */
const RULES: Readonly<Record<string, string>> = {
  nonnegativity: "nonnegativity",
  activityEnergy: "activity energy",
  weightEnergy: "weight energy",
};

/** "with all rules", "without nonnegativity and activity energy" */
export const rulesText = (off: readonly string[]): string =>
  off.length === 0 ? "with all rules" : `without ${off.map((name) => RULES[name] ?? name).join(" and ")}`;
