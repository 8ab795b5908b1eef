/** Light, dark, or as the system says; kept for the next visit where the browser allows it. */
export const themes = ["auto", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const KEPT_AS = "purecell-lab-colours";

export function wantedTheme(): Theme {
  try {
    const kept = localStorage.getItem(KEPT_AS);
    return themes.find((name) => name === kept) ?? "auto";
  } catch {
    return "auto";
  }
}

/** For this page alone. */
export function showTheme(theme: Theme): void {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function applyTheme(theme: Theme): void {
  showTheme(theme);
  try {
    localStorage.setItem(KEPT_AS, theme);
  } catch {
    // A browser that keeps nothing shows the theme all the same.
  }
}
