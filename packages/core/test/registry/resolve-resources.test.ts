import { defineJob, defineResource, hardcodedResource, Job, Op, type ResourceMap, type Wired } from '../../src';
import { resolveResources } from '../../src/registry/resolve-resources';
import { thrownBy } from '../thrown-by';

const needing = (requires: ResourceMap) => defineResource({ requires, create: () => ({}) });

const http = needing({});
const auth = needing({ http });
const slack = needing({ auth, http });

describe('resolveResources', () => {
  it('gives what the keys need, in the order of opening, with what resources require', () => {
    const unused = needing({});
    const resolved = resolveResources({ unused, slack }, ['slack']);
    expect([...resolved]).toEqual([
      ['http', http],
      ['auth', auth],
      ['slack', slack],
    ]);
  });

  it('takes a provided resource before the default of its key', () => {
    const fake = hardcodedResource({});
    expect(resolveResources({ slack, http: fake }, ['slack']).get('http')).toBe(fake);
  });

  it('leaves out keys that nothing provides', () => {
    expect([...resolveResources({}, ['slack', 'toString'])]).toEqual([]);
  });

  it('refuses a circle with its path', () => {
    const one = needing({ two: http });
    const two = needing({ three: http });
    const three = needing({ one: http });
    expect(thrownBy(() => resolveResources({ zero: needing({ one: http }), one, two, three }, ['zero']))).toMatchObject(
      {
        code: 'HOOKLINE_RESOURCE_CYCLE',
        message:
          'Resources require each other in a circle: one → two → three → one. ' +
          'Split what they share into a resource of its own that both require.',
      },
    );
  });

  it('refuses two definitions of one key, unless one is provided', () => {
    const a = needing({ http });
    const b = needing({ http: needing({}) });
    expect(thrownBy(() => resolveResources({ a, b }, ['a', 'b']))).toMatchObject({
      code: 'HOOKLINE_BAD_RESOURCE',
      message:
        "Resources 'a' and 'b' require different definitions of 'http'. Say which it shall be: resources: { http: ... }.",
    });
    expect([...resolveResources({ a, b, http }, ['a', 'b']).keys()]).toEqual(['http', 'a', 'b']);
  });

  it('is asked when a job with resources is defined', () => {
    class Circle {
      @Op() step(): void {}
      @Job({ resources: { a: needing({ b: http }), b: needing({ a: http }) } }) run(this: Wired<Circle>) {
        this.step();
      }
    }
    expect(() => defineJob(Circle, 'run')).toThrow('Resources require each other in a circle: a → b → a.');
  });
});
