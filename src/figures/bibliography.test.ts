import { describe, expect, it } from "vitest";
import { metrics } from "../metrics/index.js";
import { bibtexOf, worksNamed } from "./bibliography.js";
import { WORKS } from "./works.js";

describe("worksNamed", () => {
  it.each(Object.entries(metrics).map(([name, { citation }]) => [name, citation] as const))(
    "knows the source of %s",
    (_, citation) => {
      for (const part of citation.split(";").filter((text) => /\d{4}|edition|Bishop/.test(text)))
        expect(worksNamed(part), part).not.toEqual([]);
    },
  );

  it.each<[string, string[]]>([
    ["Hsu, Dorrell, Whittington, Wu and Finn, Disentanglement via latent quantization, NeurIPS 2023", ["hsu2023"]],
    ["Dorrell, Hsu, Lee and Whittington, Range, not independence, ICLR 2025", ["dorrell2025"]],
    ["an experiment of our own, after Dorrell et al. 2025, Figs. 1 and 2", ["dorrell2025"]],
    ["Whittington et al. 2023, A.9, and Dorrell et al. 2025, Fig. 4", ["whittington2023", "dorrell2025"]],
    ["Dorrell et al., arXiv 2410.06232v1", ["dorrell2025"]],
    ["Whittington et al. 2023, Fig. 6, with the code of Dorrell et al. 2023", ["whittington2023", "dorrell2023"]],
    ["a question of Dorrell, Latham and Whittington 2026", ["dorrell2026"]],
    ["fields placed at random (field shuffle, Barry and Burgess 2017)", ["barry2017"]],
    ["Vinje and Gallant, Science 287, 1273 (2000)", ["vinje2000"]],
    ["in 2023 all neurons were pure", []],
    ["Kimura, On 2018 neurons", []],
  ])("of %j", (text, keys) => expect(worksNamed(text).sort()).toEqual([...keys].sort()));
});

describe("bibtexOf", () => {
  it("has purecell with its version, and every named work once", () => {
    const text = bibtexOf(["Solstad et al. 2008", "(Solstad et al. 2008)"], "9.8.7");
    expect(text.match(/^@\w+\{[^,]+/gm)).toEqual(["@software{purecell", "@article{solstad2008"]);
    expect(text).toContain("version = {9.8.7}");
    expect(text).toContain("pages = {1865--1868}");
  });

  it("is well formed of all works: braces balance, keys are unique, nothing is left that LaTeX obeys", () => {
    const everything = bibtexOf(
      WORKS.map(({ first, named, year }) => `${first} ${named.startsWith("(?:") ? year : named}`),
      undefined,
    );
    const keys = [...everything.matchAll(/^@\w+\{([^,]+),/gm)].map(([, key]) => key);
    expect(keys.slice(1).sort()).toEqual(WORKS.map(({ key }) => key).sort());
    expect(new Set(keys).size).toBe(keys.length);
    let depth = 0;
    for (const character of everything) {
      depth += character === "{" ? 1 : character === "}" ? -1 : 0;
      expect(depth).toBeGreaterThanOrEqual(0);
    }
    expect(depth).toBe(0);
    expect(everything).not.toMatch(/[^\\][&%#$]/);
  });
});
