/** The one command that adds every optional package. Without the install scripts, which would only fetch libraries for graphics cards. */
export const INSTALL_OPTIONAL = "npm install --include=optional --ignore-scripts";
