import type { PlanInput, PlanSnapshot } from '../../src/plan/plan';
import { sameStructure } from '../../src/plan/same-structure';

const step = (key: string, inputs: readonly PlanInput[] = []) => ({
  key,
  name: key,
  op: key,
  tags: {},
  inputs,
  upstream: [],
  outputs: [],
  multiple: false,
  dynamic: false,
  hooks: [],
  priority: 0,
  requiredResourceKeys: [],
});
const plan = (...steps: ReturnType<typeof step>[]): PlanSnapshot => ({
  jobName: 'j',
  steps,
  hooks: [],
  runHooks: [],
  deadLetterHooks: [],
});
const constant = (value: string): PlanInput => ({ kind: 'constant', value });

describe('sameStructure', () => {
  it('finds nothing where the steps are the same, whatever else changed', () => {
    expect(sameStructure(plan(step('a')), plan({ ...step('a'), priority: 5 }))).toBeUndefined();
  });

  it('names a step that is gone, one that is new, and one that is wired in another way', () => {
    expect(sameStructure(plan(step('a')), plan())).toBe("step 'a' is gone");
    expect(sameStructure(plan(), plan(step('a')))).toBe("step 'a' is new");
    const wired = sameStructure(plan(step('a', [constant('x')])), plan(step('a', [{ kind: 'input', name: 'n' }])));
    expect(wired).toBe("input 1 of step 'a' comes from elsewhere");
  });

  it('compares no constant that was stored without the secret in it', () => {
    const list = (value: string): PlanInput => ({ kind: 'list', items: [constant('x'), constant(value)] });
    const stored = plan(step('a', [constant('token •••'), list('•••')]));
    expect(sameStructure(stored, plan(step('a', [constant('token 123456'), list('123456')])))).toBeUndefined();
  });
});
