import { defineJob, Graph, Job, type Wired } from '../../src';
import { thrownBy } from '../thrown-by';
import { type Loose, looseNodes } from './loose-job';
import { Ops } from './ops';

const item = (body: (item: Loose) => unknown) => body as unknown as Loose;

describe('wrong use of map', () => {
  const leak: { handle?: Loose } = {};
  const cases: readonly [string, string, (self: Loose) => unknown, string][] = [
    [
      'a mapped output outside of its map',
      'HOOKLINE_BAD_HANDLE',
      (self) => {
        self.each().map(
          item((x) => {
            leak.handle = self.inc(x);
          }),
        );
        self.inc(leak.handle);
      },
      "Input 1 of op 'inc_2' of job 'loose' is output 'result' of op 'inc', which is one of many: it belongs to the map " +
        "over op 'each'. Use it inside that map, or return it there and gather all with .collect().",
    ],
    [
      'the item of a map outside of it',
      'HOOKLINE_BAD_HANDLE',
      (self) => {
        self.each().map(
          item((x) => {
            leak.handle = x;
          }),
        );
        self.one.after(leak.handle)();
      },
      "Parameter 'upstream' of after() of op 'one' of job 'loose' is the item of op 'each', which is one of many: it belongs to the map " +
        "over op 'each'. Use it inside that map, or return it there and gather all with .collect().",
    ],
    [
      'a dynamic op inside',
      'HOOKLINE_BAD_BODY',
      (self) => self.each().map(item(() => self.each())),
      "Dynamic op 'each_2' of job 'loose' is invoked inside the map over op 'each'. " +
        'Maps do not nest: let the outer op emit the items of both.',
    ],
    [
      'a map inside',
      'HOOKLINE_BAD_BODY',
      (self) => {
        const other = self.each.alias('other')();
        self.each().map(item(() => other.map(self.inc)));
      },
      "map() of the dynamic output of op 'other' is called inside the map over op 'each', in job 'loose'. " +
        'Maps do not nest: call it before or after, outside of that map.',
    ],
    [
      'collect inside',
      'HOOKLINE_BAD_BODY',
      (self) => {
        const each = self.each();
        each.map(item(() => self.sum(each.collect())));
      },
      "collect() of the dynamic output of op 'each' is called inside the map over op 'each', in job 'loose'. " +
        'Maps do not nest: call it before or after, outside of that map.',
    ],
    [
      'an async function',
      'HOOKLINE_BAD_BODY',
      (self) => self.each().map(item(async (x) => self.inc(x))),
      "The map over op 'each' is async. It only wires ops, at once: do the work in an op.",
    ],
    [
      'something that is no function',
      'HOOKLINE_BAD_BODY',
      (self) => self.each().map('inc'),
      "Parameter 'each' of map() of the dynamic output of op 'each' is 'inc', in job 'loose'. Give (item) => this.op(item).",
    ],
    [
      'a number returned',
      'HOOKLINE_BAD_BODY',
      (self) => self.each().map(item(() => 3)),
      "The map over op 'each' returns 3. Return one output of an op that is wired inside the map, or nothing.",
    ],
    [
      'an output of outside returned',
      'HOOKLINE_BAD_BODY',
      (self) => {
        const one = self.one();
        self.each().map(item(() => one));
      },
      "The map over op 'each' returns output 'result' of op 'one', in job 'loose'. " +
        'Return one output of an op that is wired inside the map, or nothing.',
    ],
    [
      'several outputs returned',
      'HOOKLINE_BAD_BODY',
      (self) => self.each().map(item((x) => self.split(x))),
      "The map over op 'each' returns the object of outputs of op 'split', in job 'loose'. " +
        'Return one output of an op that is wired inside the map, or nothing.',
    ],
    [
      'collect of nothing',
      'HOOKLINE_BAD_HANDLE',
      (self) =>
        self
          .each()
          .map(item((x) => void self.tell(x)))
          .collect(),
      "'collect' is read from the map over op 'each', which returns nothing in job 'loose', but there is no value while " +
        'a job is defined. It can only be waited for, with .after(...); return an output to use one.',
    ],
    [
      'waiting inside for all items',
      'HOOKLINE_BAD_HANDLE',
      (self) => {
        const each = self.each();
        const all = each.map(self.inc);
        each.map(item((x) => self.inc.after(all)(x)));
      },
      "Parameter 'upstream' of after() of op 'inc' of job 'loose' is the dynamic output of op 'inc', inside a map over the same items. " +
        'Wait for an output of this map.',
    ],
    [
      'waiting inside for all items, collected',
      'HOOKLINE_BAD_HANDLE',
      (self) => {
        const each = self.each();
        const all = each.map(self.inc).collect();
        each.map(item((x) => self.inc.after(all)(x)));
      },
      "Parameter 'upstream' of after() of op 'inc' of job 'loose' is the collected output 'result' of op 'inc', inside a map over the same items. " +
        'Wait for an output of this map.',
    ],
    [
      'waiting inside for a map that returned nothing',
      'HOOKLINE_BAD_HANDLE',
      (self) => {
        const each = self.each();
        const all = each.map(item((x) => void self.tell(x)));
        each.map(item((x) => self.inc.after(all)(x)));
      },
      "Parameter 'upstream' of after() of op 'inc' of job 'loose' is the map over op 'each', which returns nothing, inside a map over the same " +
        'items. Wait for an output of this map.',
    ],
  ];

  it.each(cases)('is refused: %s', (_, code, body, message) => {
    expect(thrownBy(() => looseNodes(body))).toMatchObject({ code, message });
  });

  it('leaves the body usable when the user catches the error', () => {
    const nodes = looseNodes((self) => {
      expect(() => self.each().map(item(() => 3))).toThrow('returns 3');
      self.sum(self.each().map(self.inc).collect());
    });
    expect(nodes.at(-1)?.scope).toBeUndefined();
  });

  it('finds what is dynamic in a graph inside', () => {
    class Deep extends Ops {
      @Graph() hidden(this: Wired<Deep>) {
        return this.each().collect();
      }
      @Job() run(this: Wired<Deep>) {
        this.each().map(() => this.hidden());
      }
    }
    expect(() => defineJob(Deep, 'run')).toThrow(
      "Dynamic op 'hidden.each' of job 'run' is invoked inside the map over op 'each'.",
    );
  });
});
