/** What an array of a file is taken for, as lists of names and patterns say it; and these lists with another role. */

export type Role = "activity" | "factor" | "left out" | "";

/** Names, patterns such as `unit_*`, or columns of a table such as `latents[0:2]`. */
export interface RoleLists {
  readonly activity: readonly string[];
  readonly factors: readonly string[];
  readonly leaveOut: readonly string[];
}

function covers(word: string, name: string): boolean {
  if (word === name || word.startsWith(`${name}[`)) return true;
  if (!word.includes("*")) return false;
  const escaped = word.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${escaped}$`, "s").test(name);
}

export function roleOf(name: string, { activity, factors, leaveOut }: RoleLists): Role {
  const isIn = (words: readonly string[]) => words.some((word) => covers(word, name));
  if (leaveOut.includes(name)) return "left out";
  return isIn(factors) ? "factor" : isIn(activity) ? "activity" : "";
}

/** What a pattern still covers is left out, since a name cannot be taken off a pattern. */
export function withRole(name: string, role: Role, lists: RoleLists): RoleLists {
  const without = (words: readonly string[]) => words.filter((word) => word !== name && !word.startsWith(`${name}[`));
  const bare = {
    activity: without(lists.activity),
    factors: without(lists.factors),
    leaveOut: without(lists.leaveOut),
  };
  const added = (words: readonly string[], own: Role) =>
    role === own && !words.some((word) => covers(word, name)) ? [...words, name] : words;
  const isCovered = [...bare.activity, ...bare.factors].some((word) => covers(word, name));
  const isOut = role === "left out" || (role === "" && isCovered);
  return {
    activity: added(bare.activity, "activity"),
    factors: added(bare.factors, "factor"),
    leaveOut: isOut ? [...bare.leaveOut, name] : bare.leaveOut,
  };
}
