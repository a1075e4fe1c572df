import { z } from 'zod';
import { thrownBy } from '../thrown-by';
import { type Loose, looseJob, looseNodes } from './loose-job';

const inputsOfLast = (body: (self: Loose) => unknown) => looseNodes(body).at(-1)?.inputs;

describe('inputs of a node', () => {
  it('are outputs, by node and name', () => {
    expect(inputsOfLast((self) => self.inc(self.split(self.one()).even))).toEqual([
      { kind: 'output', node: 1, output: 'even' },
    ]);
  });

  it('are constants, undefined included', () => {
    expect(inputsOfLast((self) => self.three([1, { a: null }], undefined, 'x'))).toEqual([
      { kind: 'constant', value: [1, { a: null }] },
      { kind: 'constant', value: undefined },
      { kind: 'constant', value: 'x' },
    ]);
  });

  it('are inputs of the job', () => {
    const job = looseJob((self, { rate }) => self.inc(rate), z.object({ rate: z.number() }));
    expect(job.nodes[0]?.inputs).toEqual([{ kind: 'input', name: 'rate' }]);
  });

  it('are lists of outputs and constants', () => {
    expect(inputsOfLast((self) => self.sum([self.one(), 2, self.one()]))).toEqual([
      {
        kind: 'list',
        items: [
          { kind: 'output', node: 0, output: 'result' },
          { kind: 'constant', value: 2 },
          { kind: 'output', node: 1, output: 'result' },
        ],
      },
    ]);
  });

  it('pass constants and outputs through graphs', () => {
    const nodes = looseNodes((self) => self.twice(self.twice(5)));
    expect(nodes.map(({ inputs }) => inputs[0])).toEqual([
      { kind: 'constant', value: 5 },
      { kind: 'output', node: 0, output: 'result' },
      { kind: 'output', node: 1, output: 'result' },
      { kind: 'output', node: 2, output: 'result' },
    ]);
  });

  it('are frozen copies', () => {
    const given = { rows: [{ id: 1 }] };
    const [input] = inputsOfLast((self) => self.inc(given)) ?? [];
    given.rows[0] = { id: 2 };
    expect(input).toEqual({ kind: 'constant', value: { rows: [{ id: 1 }] } });
    expect(Object.isFrozen(input)).toBe(true);
  });

  it('may leave out the context, and undefined takes a default', () => {
    expect(inputsOfLast((self) => self.load(self.one(), undefined))).toHaveLength(2);
  });
});

describe('wrong inputs', () => {
  let stolen: Loose | undefined;
  looseJob((self) => {
    stolen = self.one();
  });
  const cases: readonly [string, string, (self: Loose) => unknown, string][] = [
    [
      'an op without parentheses',
      'HOOKLINE_BAD_INPUT',
      (self) => self.inc(self.one),
      "Input 1 of op 'inc' of job 'loose' is op 'one' without its parentheses. Add the parentheses: this.op(...).",
    ],
    [
      'a dynamic output',
      'HOOKLINE_BAD_INPUT',
      (self) => self.sum(self.each()),
      "Input 1 of op 'sum' of job 'loose' is the dynamic output of op 'each'. " +
        'Wire an op per item with .map((item) => this.op(item)), or gather all items with .collect().',
    ],
    [
      'a dynamic output in a list',
      'HOOKLINE_BAD_INPUT',
      (self) => self.sum([1, self.each()]),
      "Input 1 of op 'sum' of job 'loose' is the dynamic output of op 'each'. " +
        'Wire an op per item with .map((item) => this.op(item)), or gather all items with .collect().',
    ],
    [
      'several outputs at once',
      'HOOKLINE_BAD_INPUT',
      (self) => self.load(1, self.split(1)),
      "Input 2 of op 'load' of job 'loose' is the object of outputs of op 'split'. Take one of them by its name.",
    ],
    [
      'a graph that returns nothing',
      'HOOKLINE_BAD_INPUT',
      (self) => self.inc(self.quiet(1)),
      "Input 1 of op 'inc' of job 'loose' is graph 'quiet', which returns nothing. " +
        'There is no value to take: return an output, or only wait for it with .after(...).',
    ],
    [
      'an output inside a constant',
      'HOOKLINE_BAD_INPUT',
      (self) => self.inc({ rows: [{ first: self.one() }] }),
      "Input 1 of op 'inc' of job 'loose' holds output 'result' of op 'one' at .rows[0].first. " +
        'Take it out: an input is one output, a list of outputs, or a constant without outputs.',
    ],
    [
      'an output in a list in a list',
      'HOOKLINE_BAD_INPUT',
      (self) => self.sum([[self.one()]]),
      "Input 1 of op 'sum' of job 'loose' holds output 'result' of op 'one' at [0][0]. " +
        'Take it out: an input is one output, a list of outputs, or a constant without outputs.',
    ],
    [
      'a list with a gap',
      'HOOKLINE_BAD_INPUT',
      (self) => self.sum([self.one(), undefined]),
      "The list of input 1 of op 'sum' of job 'loose' holds undefined. Leave it out, or give null.",
    ],
    [
      'data that is not JSON',
      'HOOKLINE_BAD_INPUT',
      (self) => self.load({ 'due date': new Date(0) }, 'x'),
      "Input 1 of op 'load' of job 'loose' holds a Date at [\"due date\"]. " +
        'Give an output, or JSON data: text, finite numbers, booleans, null, lists and plain objects of them.',
    ],
    [
      'too few inputs, in a graph',
      'HOOKLINE_BAD_INPUT',
      (self) => self.twice(),
      "Graph 'twice' of job 'loose' is invoked with 0 of 1 inputs. Bind each parameter of the graph.",
    ],
    [
      'two inputs too few',
      'HOOKLINE_BAD_INPUT',
      (self) => self.three(1),
      "Op 'three' of job 'loose' is invoked with 1 of at least 2 inputs. " +
        'Bind each input; undefined takes the default of a parameter.',
    ],
    [
      'an output of another body',
      'HOOKLINE_BAD_HANDLE',
      (self) => self.inc(stolen),
      "Input 1 of op 'inc' of job 'loose' is output 'result' of op 'one' of another body, of job 'loose'. " +
        'A handle is good in the body that made it: invoke the op in this one.',
    ],
  ];

  it.each(cases)('are refused: %s', (_, code, body, message) => {
    expect(thrownBy(() => looseNodes(body))).toMatchObject({ name: 'InvalidDefinitionError', code, message });
  });
});
