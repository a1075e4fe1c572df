import { createPlan } from '../../src/plan/create-plan';
import { buildJob, buildNode, buildOp, from } from './build-job';

describe('a big plan', () => {
  it('can have 100,000 steps', () => {
    const nodes = Array.from({ length: 100_000 }, (_, index) =>
      buildNode(`n${index}`, { op: buildOp('op'), inputs: index < 100 ? [] : [from(index - 100), from(index - 1)] }),
    );
    const plan = createPlan(buildJob(nodes));
    expect(plan.graph.targets).toHaveLength(2 * 99_900);
  });
});
