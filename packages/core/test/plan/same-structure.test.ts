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
    expect(sameStructure(plan(step('a')), plan())).toBe("it has no step 'a' any more.");
    expect(sameStructure(plan(), plan(step('a')))).toBe("it has a new step 'a'.");
    const wired = sameStructure(plan(step('a', [constant('x')])), plan(step('a', [constant('y')])));
    expect(wired).toBe("its step 'a' is wired in another way.");
  });

  it('compares no constant that was stored without the secret in it', () => {
    const list = (value: string): PlanInput => ({ kind: 'list', items: [constant('x'), constant(value)] });
    const stored = plan(step('a', [constant('token •••'), list('•••')]));
    expect(sameStructure(stored, plan(step('a', [constant('token 123456'), list('123456')])))).toBeUndefined();
    expect(sameStructure(stored, plan(step('a', [constant('token 123456')])))).toContain('another way');
    expect(sameStructure(stored, plan(step('a', [{ kind: 'input', name: 'n' }, list('1')])))).toContain('another way');
  });
});
