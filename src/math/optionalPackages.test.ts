import { join } from "node:path";
import { expect, test } from "vitest";
import { installOptional } from "./optionalPackages.node.js";

const add = "--include=optional --ignore-scripts";
const home = join("/", "home", "ann");

test.each([
  ["of a clone", join(home, "purecell"), `npm install ${add}`],
  [
    "of a project",
    join(home, "study", "node_modules", "purecell"),
    `npm install --prefix ${join(home, "study")} ${add}`,
  ],
  [
    "of a project in a folder with a space",
    join(home, "my study", "node_modules", "purecell"),
    `npm install --prefix "${join(home, "my study")}" ${add}`,
  ],
  [
    "installed globally",
    join("/usr", "lib", "node_modules", "purecell"),
    `npm install --prefix ${join("/usr", "lib", "node_modules", "purecell")} --omit=dev ${add}`,
  ],
  [
    "installed by pip",
    join(home, "site-packages", "purecell", "_program"),
    `npm install --prefix ${join(home, "site-packages", "purecell", "_program")} --omit=dev ${add}`,
  ],
])("optional packages are added to a purecell %s", (_, place, command) => {
  expect(installOptional(place)).toBe(command);
});
