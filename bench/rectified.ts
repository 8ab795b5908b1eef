/**
 * The rectified optimum: its table, its reach, random problems beside trained networks, and degenerate clouds:
 * `node --import tsx bench/rectified.ts [table|reach|networks|clouds] [count] [number of the first problem]`.
 */
import { minimise } from "../src/math/lbfgs.js";
import { fromRows } from "../src/math/matrix.js";
import { fold, key, normal, uniform, uniformStream } from "../src/math/random.js";
import { spoiltCloud } from "../src/theory/clouds.fixture.js";
import { DependentFactors, predictRectified, supportFromSamples } from "../src/theory/index.js";
import { networkEnergy } from "../src/theory/rectified/polish.js";
import { rotated, solved, square, type Table, tableCloud, twoCorners } from "../src/theory/rectified/tables.fixture.js";

const SOURCE = key(271);
const [what = "table", count = "50", first = "0"] = process.argv.slice(2);
const percent = (part: number): string => `${Number((100 * part).toPrecision(3))} %`;

function table(): void {
  const five = [-1, -0.5, 0, 0.5, 1];
  const fine: Table = five.flatMap((x) => five.map((y) => [x, y]));
  const tables: [string, Table][] = [
    ["3 x 3", square],
    ["3 x 3, one corner missing", square.filter(([x, y]) => x + y > -2)],
    ["3 x 3, two corners missing", twoCorners],
    ["5 x 5", fine],
    ["5 x 5, one corner missing", fine.filter(([x, y]) => x + y > -1.4)],
    ["5 x 5, two corners missing", fine.filter(([x, y]) => Math.abs(x + y) < 1.4)],
  ];
  for (const [name, rows] of tables) {
    for (const lambdaIn of [0.01, 0.1, 0.3, 1]) {
      const samples = fromRows(rows.map((row) => [...row]));
      const problem = { support: supportFromSamples(samples), lambdaIn, lambdaOut: 0.1, gamma: 1e3 };
      const { energy, rectified, linear, status } = predictRectified(problem, { values: samples }, { seconds: 60 });
      console.log(
        `${name}, lambda_in ${lambdaIn}: ${status} ${energy.optimal.toFixed(6)} >= ${energy.lowerBound.toFixed(6)}; mixing saves ` +
          `${percent(rectified.pureSaving)}, share ${rectified.share?.map((x) => x.toFixed(3)).join(" to ")}; ` +
          `rectification saves ${percent(linear.saving)}`,
      );
    }
  }
  const turned = Array.from(
    { length: 20 },
    (_, k) => solved(tableCloud(rotated(twoCorners, k), { lambdaIn: 0.3 }), 1e-8).energy,
  );
  console.log(`20 rotations: energies within ${(Math.max(...turned) - Math.min(...turned)).toExponential(1)}`);
}

function reach(): void {
  for (const [points, dimension] of [
    [100, 2],
    [40, 3],
    [400, 2],
  ]) {
    const values = uniform(fold(SOURCE, points), points * dimension);
    const rows = { rows: points, columns: dimension, data: values };
    const problem = { support: supportFromSamples(rows), lambdaIn: 0.1, lambdaOut: 0.1, gamma: 1e3 };
    const before = process.cpuUsage();
    const { status, gap } = predictRectified(problem, { values: rows }, { seconds: Number(count) });
    const { user } = process.cpuUsage(before);
    console.log(
      `${points} points of ${dimension} factors: ${status}, gap ${gap.toExponential(1)}, ${(user / 1e6).toFixed(1)} s of processor time`,
    );
  }
}

/** Networks of 64 units from random starts, on random problems of two factors: never below the bound. */
function networks(): void {
  let worst = 0;
  let below = 0;
  for (let k = Number(first); k < Number(first) + Number(count); k++) {
    const own = fold(SOURCE, k);
    const next = uniformStream(fold(own, "prices"));
    const points = 5 + Math.floor(6 * next());
    const data = normal(fold(own, "points"), 2 * points);
    const rows = Array.from({ length: points }, (_, t) => [data[2 * t], data[2 * t + 1]]);
    const cloud = tableCloud(rows, { lambdaIn: 10 ** (-2 + 2 * next()), gamma: 10 ** (1 + 2 * next()) });
    const { lowerBound, status } = solved(cloud);
    const ends = [0, 1, 2].map((seed) => {
      const start = normal(fold(fold(own, "network"), seed), 64 * 3).map((value) => 0.3 * value);
      return minimise((x, gradient) => networkEnergy(cloud, x, gradient), start, { iterations: 1500, tolerance: 1e-8 })
        .value;
    });
    if (status !== "certified") console.log(`problem ${k}: ${status}`);
    below += ends.filter((end) => end < lowerBound * (1 - 1e-9)).length;
    worst = Math.max(worst, Math.min(...ends) / lowerBound - 1);
  }
  console.log(
    `${count} problems, 3 networks each: ${below} below the bound; the best at most ${percent(worst)} above it`,
  );
}

function clouds(): void {
  const counts = new Map<string, number>();
  for (let k = 0; k < Number(count); k++) {
    const { shape, samples, weights, problem } = spoiltCloud(SOURCE, k);
    const note = (outcome: string): void => void counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    try {
      const given = { ...problem(), gamma: 100, lambdaIn: problem().lambdaIn || 0.1 };
      const options = { tolerance: 1e-4, seconds: 2 };
      const { status, energy, linear } = predictRectified(given, { values: samples, weights }, options);
      note(status);
      const above = !(energy.lowerBound <= Math.min(energy.optimal, energy.modular, linear.optimal) * (1 + 1e-9));
      if (above || status === "incomplete")
        console.log(`${shape}, cloud ${k}: ${status}, ${energy.lowerBound} above ${energy.optimal}`);
    } catch (error) {
      note(error instanceof DependentFactors ? "refused, factors depend on one another" : String(error));
    }
  }
  console.log([...counts].map(([outcome, number]) => `${outcome}: ${number}`).join("; "));
}

const parts = new Map([
  ["table", table],
  ["reach", reach],
  ["networks", networks],
  ["clouds", clouds],
]);
parts.get(what)?.();
