import { describe, expect, test } from "vitest";
import { key, uniformStream } from "../../math/random.js";
import { mean, standardDeviation } from "../../math/statistics.js";
import { forage, importPath } from "./foraging.js";
import { boxRoom, discRoom, periodicRoom, polygonRoom } from "./rooms.js";
import { drawWorlds } from "./worlds.js";

const speeds = ({ x, y }: { x: Float64Array; y: Float64Array }, step: number) =>
  x.slice(1).map((value, i) => Math.hypot(value - x[i], y[i + 1] - y[i]) / step);

describe("stated statistics, where no wall disturbs them", () => {
  const options = { duration: 4000, meanSpeed: 0.1, speedTime: 0.7, turning: 2, turningTime: 0.1 };
  const path = forage(periodicRoom(1000), options, key(4));
  const speed = speeds(path, 0.02).filter((value) => value < 10); // beyond: it came back on the other side

  test("speed: the mean, and the spread of a Rayleigh distribution", () => {
    expect(Math.abs(mean(speed) - 0.1)).toBeLessThan(0.003);
    expect(Math.abs(standardDeviation(speed) / mean(speed) - Math.sqrt(4 / Math.PI - 1))).toBeLessThan(0.02);
  });

  test("turning: the spread, and the correlation one time constant later", () => {
    const turns = path.headDirection.slice(1).map((angle, i) => {
      const turn = angle - path.headDirection[i];
      return Math.atan2(Math.sin(turn), Math.cos(turn)) / 0.02;
    });
    const spread = standardDeviation(turns);
    expect(Math.abs(spread - 2)).toBeLessThan(0.05);
    const later = 5; // 0.1 s
    const product = mean(turns.slice(later).map((turn, i) => turn * turns[i])) / spread ** 2;
    expect(Math.abs(product - Math.exp(-1))).toBeLessThan(0.05);
  });

  test("the head deviates by its spread", () => {
    const straight = forage(periodicRoom(1000), { ...options, headSpread: 0.4 }, key(4));
    const deviation = straight.headDirection.map((angle, i) => {
      const turn = angle - path.headDirection[i];
      return Math.atan2(Math.sin(turn), Math.cos(turn));
    });
    expect(Math.abs(standardDeviation(deviation) - 0.4)).toBeLessThan(0.03);
  });
});

const hole = [
  { x: 0.4, y: 0.4 },
  { x: 0.6, y: 0.4 },
  { x: 0.6, y: 0.6 },
  { x: 0.4, y: 0.6 },
];
const outline = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
];

test.each([
  ["box", boxRoom(1, 0.6)],
  ["disc", discRoom(0.5)],
  ["hole", polygonRoom(outline, [hole])],
  ["periodic", periodicRoom(1)],
])("the agent stays in the %s and visits all of it alike", (_, room) => {
  const { x, y } = forage(room, { duration: 3000, meanSpeed: 0.3 }, key(6));
  expect(x.every((value, i) => room.contains({ x: value, y: y[i] }))).toBe(true);
  const { left, right, bottom, top } = room.bounds;
  const draw = uniformStream(key(2));
  const uniform = Array.from({ length: 20_000 }, () => ({
    x: left + draw() * (right - left),
    y: bottom + draw() * (top - bottom),
  }));
  const free = uniform.filter((place) => room.contains(place));
  const inQuarter = (px: number, py: number) => px < (left + right) / 2 && py < (bottom + top) / 2;
  const expected = free.filter((place) => inQuarter(place.x, place.y)).length / free.length;
  const visited = x.filter((value, i) => inQuarter(value, y[i])).length / x.length;
  expect(Math.abs(visited - expected)).toBeLessThan(0.04);
  const nearWall = (px: number, py: number) => room.wallDistance({ x: px, y: py }) < 0.1;
  const wallShare = free.filter((place) => nearWall(place.x, place.y)).length / free.length;
  expect(Math.abs(x.filter((value, i) => nearWall(value, y[i])).length / x.length - wallShare)).toBeLessThan(0.06);
});

test("the same key gives the same path, another another", () => {
  const run = (seed: number) => [...forage(boxRoom(1), { duration: 2 }, key(seed)).x];
  expect(run(1)).toEqual(run(1));
  expect(run(1)).not.toEqual(run(2));
});

test("statistics that cannot be are refused", () => {
  expect(() => forage(boxRoom(1), { meanSpeed: 0 }, key(1))).toThrow(/meanSpeed is a positive number/);
  expect(() => forage(boxRoom(1), { headSpread: -1 }, key(1))).toThrow(/headSpread/);
});

test("an imported path fills the room; what lies outside a disc is lost", () => {
  const t = Float64Array.from({ length: 400 }, (_, i) => 0.02 * i);
  const path = { t, x: t.map((s) => 3 + Math.cos(3 * s) * Math.sin(s)), y: t.map((s) => Math.sin(2 * s)) };
  const box = importPath(path, boxRoom(2));
  expect([Math.min(...box.x), Math.max(...box.x)]).toEqual([0, 2]);
  const disc = importPath({ ...path, x: t.map((_, i) => i % 20), y: t.map((_, i) => Math.floor(i / 20)) }, discRoom(1));
  expect(disc.x[0]).toBeNaN();
  const inside = disc.x.filter(Number.isFinite).length / disc.x.length;
  // 20 points a side, those at the ends on the edge of the square
  expect(Math.abs(inside - (Math.PI / 4) * (19 / 20) ** 2)).toBeLessThan(0.02);
});

describe("worlds", () => {
  const room = boxRoom(1);
  test.each([0, 0.3, 1])("an object is at its home with probability %f", (objectAtHome) => {
    const worlds = drawWorlds(room, 2000, { objectAtHome, rewards: 1, clearance: 0.1 }, key(9));
    const counts = new Map<string, number>();
    for (const { objects } of worlds)
      counts.set(JSON.stringify(objects), (counts.get(JSON.stringify(objects)) ?? 0) + 1);
    expect(Math.abs(Math.max(...counts.values()) / 2000 - objectAtHome)).toBeLessThan(0.04);
    expect(new Set(worlds.map(({ rewards }) => JSON.stringify(rewards))).size).toBe(1);
    expect(worlds.every(({ objects }) => room.wallDistance(objects[0]) >= 0.1)).toBe(true);
  });

  test("refused: a probability above 1, and no place far enough from the walls", () => {
    expect(() => drawWorlds(room, 1, { objectAtHome: 1.2 }, key(1))).toThrow(/probability/);
    expect(() => drawWorlds(room, 1, { clearance: 0.6 }, key(1))).toThrow(/no place found/);
  });
});
