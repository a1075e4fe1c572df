import { inspect } from 'node:util';
import { z } from 'zod';
import { thrownBy } from '../thrown-by';
import { type Loose, looseJob, looseNodes } from './loose-job';

const THERE_IS_NONE = "in job 'loose', but there is no value while a job is defined.";
const USE_IT_THERE = 'A body only wires ops: give it to an op as input, and use the value there.';

describe('an output in a body', () => {
  const cases: readonly [string, (self: Loose) => unknown, string][] = [
    [
      'a property is read',
      (self) => self.one().length,
      `'length' is read from output 'result' of op 'one' ${THERE_IS_NONE} ${USE_IT_THERE}`,
    ],
    [
      'a property is written',
      (self) => Object.assign(self.one(), { length: 3 }),
      `'length' is written to output 'result' of op 'one' ${THERE_IS_NONE} ${USE_IT_THERE}`,
    ],
    [
      'it is used as text',
      (self) => String(self.one()),
      `Output 'result' of op 'one' is used as a text or number ${THERE_IS_NONE} ${USE_IT_THERE}`,
    ],
    [
      'it is used as number',
      (self) => Number(self.split(1).even) + 1,
      `Output 'even' of op 'split' is used as a text or number ${THERE_IS_NONE} ${USE_IT_THERE}`,
    ],
    [
      'it is iterated over',
      (self) => [...(self.one() as unknown as Iterable<unknown>)],
      `Output 'result' of op 'one' is iterated over ${THERE_IS_NONE} ${USE_IT_THERE}`,
    ],
    [
      'it is asked for its keys',
      (self) => Object.keys(self.one()),
      `Output 'result' of op 'one' is asked for its keys ${THERE_IS_NONE} ${USE_IT_THERE}`,
    ],
    [
      'it is asked for a key',
      (self) => 'id' in self.one(),
      `Output 'result' of op 'one' is asked for 'id' ${THERE_IS_NONE} ${USE_IT_THERE}`,
    ],
    [
      'it is made JSON',
      (self) => JSON.stringify(self.one()),
      `'toJSON' is read from output 'result' of op 'one' ${THERE_IS_NONE} ${USE_IT_THERE}`,
    ],
    [
      'it is mapped though it is not dynamic',
      (self) => self.one().map(self.inc),
      "map() is called on output 'result' of op 'one' of job 'loose', which is not dynamic. " +
        'Only an op with @Op({ dynamic: true }) can be mapped; pass a list as a whole to an op that takes a list.',
    ],
    [
      'a graph that returns nothing is read',
      (self) => self.quiet(1).first,
      `'first' is read from graph 'quiet', which returns nothing ${THERE_IS_NONE} ` +
        'It can only be waited for, with .after(...); return an output to use one.',
    ],
    [
      'a dynamic output is read',
      (self) => self.each().length,
      `'length' is read from the dynamic output of op 'each' ${THERE_IS_NONE} ` +
        'Use .map((item) => this.op(item)) to wire an op per item, and .collect() to gather what the ops return.',
    ],
    [
      'the item of a map is read',
      (self) => self.each().map((item: Loose) => item.length),
      `'length' is read from the item of op 'each' ${THERE_IS_NONE} ${USE_IT_THERE}`,
    ],
    [
      'an output does not exist',
      (self) => self.inc(self.split(1).oddd),
      "Op 'split' of job 'loose' has no output 'oddd'. The outputs are: even, odd.",
    ],
    [
      'several outputs are written to',
      (self) => Object.assign(self.split(1), { odd: 3 }),
      `'odd' is written to the object of outputs of op 'split' ${THERE_IS_NONE} Take one of them by its name.`,
    ],
  ];

  it.each(cases)('explains itself when %s', (_, body, message) => {
    expect(thrownBy(() => looseNodes(body))).toMatchObject({ code: 'HOOKLINE_BAD_HANDLE', message });
  });

  it('is no promise, and answers nothing to other symbols', () => {
    looseNodes((self) => {
      for (const handle of [self.one(), self.each(), self.split(1), self.quiet(1), self.inc, self]) {
        const probed = handle as unknown as Readonly<Record<PropertyKey, unknown>>;
        expect([probed['then'], probed[Symbol.toStringTag], probed[Symbol('any')]]).toEqual([
          undefined,
          undefined,
          undefined,
        ]);
      }
    });
  });

  it('can be printed', () => {
    looseNodes((self) => {
      expect(inspect(self.one())).toBe("[output 'result' of op 'one': no value yet]");
      expect(inspect(self.each())).toBe("[the dynamic output of op 'each': no value yet]");
    });
  });

  it('leaves several outputs to be listed and spread', () => {
    looseNodes((self) => {
      const outputs = self.split(1);
      expect(Object.keys(Object.assign({}, outputs))).toEqual(['even', 'odd']);
      self.inc(outputs.odd);
    });
  });
});

describe('the inputs of a job', () => {
  it('name those that exist when another is read', () => {
    const error = thrownBy(() => looseJob((self, inputs) => self.inc(inputs.first), z.object({ rate: z.number() })));
    expect(error.message).toBe("Job 'loose' has no input 'first'. The inputs are: rate.");
  });

  it('say how to declare them where the job has none', () => {
    const error = thrownBy(() => looseJob((self, { rate }) => self.inc(rate)));
    expect(error.message).toBe(
      "Job 'loose' has no input 'rate'. " +
        "Declare the inputs: @Job({ inputs: z.object({ ... }) }), or the option 'inputs' of toJob.",
    );
  });
});
