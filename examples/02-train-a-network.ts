/** Train a small linear network under the biological constraints, and see its neurons become pure. */
import { engine, math, metrics, models, objectives, representation, tasks, training } from "../src/index.js";

const key = math.key(7);
const task = tasks.supervisedMixture(math.fold(key, "task"), 3);
const plan = {
  model: models.linearNetwork({ inputs: 3, code: 12, outputs: 3 }),
  objective: [
    { term: objectives.squaredError(), strength: engine.constant(1) },
    { term: objectives.nonnegativity(), strength: engine.constant(2) },
    { term: objectives.activityEnergy(), strength: engine.constant(1e-2) },
    { term: objectives.weightEnergy(), strength: engine.constant(1e-3) },
  ],
  optimiser: engine.adam({ learningRate: engine.cosine(1e-2) }),
  data: task.sample(math.fold(key, "data"), 10_000),
  batch: 64,
  steps: 4000,
  key,
};

const step = await training.compilePlan(plan, engine.compileWasm);
let state = training.initialState(plan);
await report();
for await (const moment of training.train(plan, step, { chunk: 2000 })) {
  state = moment.state;
  await report();
}

async function report() {
  const fresh = task.sample(math.fold(key, "fresh"), 2000);
  const { activity } = await training.runForward(
    plan.model,
    training.parametersOf(plan, state),
    fresh.input,
    engine.compileWasm,
  );
  const code = representation.representation({
    activity: Float64Array.from(activity.code),
    units: 12,
    factors: fresh.factors,
  });
  console.log(`after ${state.step} updates: MIR ${metrics.mir(code).score.toFixed(2)}`);
}
