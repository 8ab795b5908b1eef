import { expect, test } from "vitest";
import { formatAddress, parseAddress } from "../../lab/page/address.js";
import { embedMarkup, frameOf } from "../../lab/page/frame.js";

const frameAt = (hash: string) => frameOf(parseAddress(hash).given);

test("an address hides nothing by itself", () => {
  const { frame, rest, notices } = frameAt("#corners?v=1&seed=3");
  expect([frame.hidden, frame.plays, frame.theme, rest, notices]).toEqual([[], false, undefined, [["seed", "3"]], []]);
});

test.each<[string, string[]]>([
  ["embed", ["header", "settings", "share"]],
  ["embed=1", ["header", "settings", "share"]],
  ["embed=0", []],
  ["hide=transport", ["transport"]],
  ["hide=share,header", ["header", "share"]],
  ["embed=1&hide=transport", ["header", "settings", "share", "transport"]],
])("%s hides %j, and is no setting of the view", (query, hidden) => {
  const { frame, rest } = frameAt(`#corners?v=1&${query}&seed=3`);
  expect(frame.hidden).toEqual(hidden);
  expect(rest).toEqual([["seed", "3"]]);
});

test("what cannot be hidden, and a theme that is none, are said", () => {
  const { frame, notices } = frameAt("#corners?v=1&hide=figure,share&theme=pink");
  expect(frame.hidden).toEqual(["share"]);
  expect(notices).toEqual([
    expect.stringMatching(/hide=figure was left out.*header, settings, share, transport/),
    expect.stringMatching(/theme=pink was left out.*light/),
  ]);
});

test("what was given is written again as it was read", () => {
  const hash = "#corners?v=1&embed=1&hide=transport&play=1&theme=dark";
  const { frame } = frameAt(hash);
  expect(formatAddress("corners", frame.given)).toBe(hash);
  expect([frame.plays, frame.theme]).toEqual([true, "dark"]);
});

test("markup for another page holds the address as an attribute", () => {
  const markup = embedMarkup('http://host/a "b"/#corners?v=1&seed=3&embed=1', "Corners");
  expect(markup).toContain('src="http://host/a &quot;b&quot;/#corners?v=1&amp;seed=3&amp;embed=1"');
  expect(markup).toContain('title="purecell lab: Corners"');
});
