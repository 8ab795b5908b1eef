/** Which neurons should grow? A rat's position and a reward's, independent but for one corner that never occurs. */
import { math, theory } from "../src/index.js";

const side = Array.from({ length: 21 }, (_, i) => i / 20);

for (const corner of [0, 0.3, 0.6]) {
  const samples = side
    .flatMap((position) => side.map((reward) => [position, reward]))
    .filter(([p, r]) => p + r >= corner);
  const support = theory.supportFromSamples(math.fromRows(samples), { names: ["position", "reward"] });
  const { statement, energy, neurons } = theory.predictNeurons({ support, lambdaIn: 0.1, lambdaOut: 0.1 });
  const mixed = neurons.filter(({ direction: [p, r] }) => Math.abs(p * r) > 0.1);
  console.log(
    `corner of ${corner} missing: ${statement}; energy ${energy.optimal.toFixed(4)} ` +
      `(no less than ${energy.lowerBound.toFixed(4)}), ${mixed.length} of ${neurons.length} neurons mixed`,
  );
}
