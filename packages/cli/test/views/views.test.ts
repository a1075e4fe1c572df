import { createColors } from 'picocolors';
import { toJson } from '../../src/output/to-json';
import { eventLine } from '../../src/views/event-lines';
import { deliveryDetail } from '../../src/views/hook-rows';
import type { Look } from '../../src/views/look';
import { shortDeliveryId, shortIds } from '../../src/views/short-id';
import { stepTree } from '../../src/views/step-tree';
import { storedMessage } from '../../src/views/stored-error';
import { table } from '../../src/views/table';
import { cut, pad, printable, printableLines, widthOf, withoutPasswords } from '../../src/views/text';
import { formatAgo, formatBytes, formatDuration } from '../../src/views/time';
import { deliveryRow } from '../fake-host';
import { NOW } from '../fake-world';

const look = (width: number, colors = false): Look => ({ width, colors: createColors(colors), now: NOW });

describe('text', () => {
  it('has no control characters, and no line ends', () => {
    expect(printable('a\u001b[31mred\nb\u202ec')).toBe('a�[31mred ⏎ b�c');
    expect(printableLines('a\r\n\tb\u0007')).toEqual(['a', '  b�']);
  });

  it('shows no password of a URL', () => {
    expect(withoutPasswords('cannot open postgres://app:s3cret@db/x: no')).toBe(
      'cannot open postgres://app:•••@db/x: no',
    );
    expect(withoutPasswords('at http://localhost:3000/@x')).toBe('at http://localhost:3000/@x');
  });

  it('is cut and padded by columns', () => {
    expect([widthOf('日本'), widthOf('é'), widthOf('🎉'), widthOf('✓ ab')]).toEqual([4, 1, 2, 4]);
    expect([cut('abcdef', 4), cut('日本語', 4), cut('ab', 2), cut('ab', 0)]).toEqual(['abc…', '日…', 'ab', '']);
    expect([pad('日', 4), pad('7', 3, 'right'), pad('long', 2)]).toEqual(['日  ', '  7', 'long']);
  });
});

describe('times', () => {
  it.each([
    [0.4, '0 ms'],
    [999, '999 ms'],
    [1_000, '1.0 s'],
    [59_960, '1 min'],
    [200_000, '3 min 20 s'],
    [3_600_000, '1 h'],
    [7_500_000, '2 h 5 min'],
    [100 * 3_600_000, '4 d 4 h'],
  ])('%d ms are %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it.each([
    [0, 'just now'],
    [12_000, '12 s ago'],
    [300_000, '5 min ago'],
    [47 * 3_600_000, '47 h ago'],
    [49 * 3_600_000, '2 d ago'],
    [-300_000, 'in 5 min'],
    [-100, 'now'],
  ])('%d ms before now is %s', (ms, text) => {
    expect(formatAgo(NOW - ms, NOW)).toBe(text);
  });

  it('sizes have units', () => {
    expect([999, 1_500, 999_960, 3_200_000_000].map(formatBytes)).toEqual(['999 bytes', '1.5 kB', '1.0 MB', '3.2 GB']);
  });
});

describe('table', () => {
  const columns = [
    { title: 'ID' },
    { title: 'NAME', least: 6 },
    { title: 'N', align: 'right' as const },
    { title: 'EMPTY' },
  ];
  const rows = [
    [{ text: 'a1' }, { text: 'a rather long name' }, { text: '7' }, { text: '' }],
    [{ text: 'b22' }, { text: 'short' }, { text: '12' }, { text: '' }],
  ];

  it('has the width of its texts where there is room', () => {
    expect(table(columns, rows, look(80)).join('\n')).toMatchInlineSnapshot(`
"ID   NAME                 N
a1   a rather long name   7
b22  short               12"
`);
    expect(table(columns, [], look(80))).toEqual([]);
  });

  it('shrinks what may shrink on a narrow terminal', () => {
    expect(table(columns, rows, look(20)).join('\n')).toMatchInlineSnapshot(`
"ID   NAME          N
a1   a rather l…   7
b22  short        12"
`);
    expect(table(columns, rows, look(1))[1]).toBe('a1   a rat…   7');
  });

  it('paints texts and not the blanks around them', () => {
    const red = [[{ text: 'x', paint: createColors(true).red }, { text: 'y' }, { text: '1' }, { text: '' }]];
    expect(table(columns, red, look(80, true))[1]).toBe('\u001b[31mx\u001b[39m   y     1');
  });
});

describe('stepTree', () => {
  const step = (status: string, more: object = {}) =>
    ({ status, attempts: 1, startedAt: NOW - 500, endedAt: NOW - 250, ...more }) as never;

  it('shows graphs, keys, outcomes, errors and hooks', () => {
    const steps = {
      load: step('success', { attempts: 2 }),
      'clean.trim': step('failure', { error: new Error('line one\nline two'), failureKind: 'timeout' }),
      'clean.sort': step('notExecuted', { skipReason: 'upstream', startedAt: undefined }),
      'sum[a]': step('running', { endedAt: undefined }),
      'sum[b]': step('retrying', { error: new TypeError('x'), endedAt: undefined }),
      report: step('skipped', { skipReason: 'absent', startedAt: undefined }),
      mail: step('cancelled'),
    };
    const hooks = new Map([
      ['clean.trim', [{ hook: 'tell', mark: { mark: '→', color: 'red' as const }, detail: 'dead: gone' }]],
      ['', [{ hook: 'tellRun', mark: { mark: '→', color: 'green' as const }, detail: 'delivered' }]],
    ]);
    const content = { steps, hooks, progress: new Map([['sum[a]', '3 of 9']]) };
    expect(stepTree(content, look(100)).join('\n')).toMatchInlineSnapshot(`
"  ✓ load        250 ms  2 attempts
  ┬ clean               2 steps
    ✗ trim      250 ms  timeout: line one ⏎ line two
      → tell            dead: gone
    ○ sort              not executed: a step before it did not succeed
  ┬ sum                 2 steps
    ▸ [a]       500 ms  3 of 9
    ↻ [b]       500 ms  x
  ○ report              skipped: its input is absent
  ■ mail        250 ms  cancelled
  → tellRun             delivered"
`);
    expect(Math.max(...stepTree(content, look(50)).map(widthOf))).toBeLessThanOrEqual(50);
  });

  it('says which steps a rerun has from the run before', () => {
    const steps = { load: step('success', { attempts: 0 }), sum: step('success') };
    expect(stepTree({ steps }, look(100))).toEqual(['  ✓ load            not repeated', '  ✓ sum     250 ms']);
  });

  it('counts what went well where there is too much of it', () => {
    const steps = Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [
        `sum[k${i}]`,
        step(i === 77 ? 'failure' : 'success', i === 77 ? { error: new Error('x') } : {}),
      ]),
    );
    const lines = stepTree({ steps }, look(100));
    expect(lines).toHaveLength(42);
    expect(lines.filter((line) => line.includes('✗')).join()).toContain('[k77]');
    expect(lines.at(-1)).toContain('60 more, none of which went wrong');
  });
});

describe('eventLine', () => {
  const head = { runId: 'r', seq: 1, at: NOW, stepKey: 'load', attempt: 2 };
  const error = new Error('no rows');
  const hook = { runId: 'r', at: NOW, hookName: 'tell', deliveryId: 'r/1/tell', deliveryAttempt: 2 };

  it.each([
    { type: 'step.started', ...head },
    { type: 'step.output', ...head, output: 'result', keys: ['a', 'b'] },
    { type: 'step.progress', ...head, done: 3, total: 9 },
    { type: 'step.retrying', ...head, error, failureKind: 'exception', delay: 2_000 },
    { type: 'step.succeeded', ...head, duration: 12, metadata: { rows: 3 } },
    { type: 'step.failed', ...head, error, failureKind: 'timeout' },
    { type: 'step.skipped', ...head, reason: 'absent' },
    { type: 'step.cancelled', ...head, wasRunning: true },
    { type: 'run.failed', runId: 'r', seq: 9, at: NOW, error },
    { type: 'resource.failed', runId: 'r', at: NOW, key: 'db', phase: 'open', error },
    { type: 'log', runId: 'r', at: NOW, level: 'warn', message: 'two\nlines', data: { a: 1 } },
    { type: 'hook.completed', ...hook, duration: 12 },
    { type: 'hook.failed', ...hook, error, willRetry: true },
    { type: 'hook.suppressed', ...hook, reason: 'disabled' },
  ])('tells $type', (event) => {
    expect(eventLine(event as never, look(Number.POSITIVE_INFINITY)).slice(14)).toMatchSnapshot();
  });

  it('tells of a step that a rerun has from the run before', () => {
    const event = { type: 'step.succeeded', ...head, attempt: 0, duration: 0 } as never;
    expect(eventLine(event, look(80)).slice(14)).toBe('step.succeeded    load  not repeated');
  });

  it('fits a narrow terminal', () => {
    const event = { type: 'log', runId: 'r', at: NOW, level: 'warn', message: 'x'.repeat(200) } as never;
    expect(widthOf(eventLine(event, look(60)))).toBeLessThanOrEqual(60);
  });
});

describe('what is stored', () => {
  it.each([
    [{ state: 'delivered', attempts: 3 }, 'delivered, 3 attempts'],
    [{ state: 'dead', attempts: 0, reason: 'expired' }, 'dead (expired)'],
    [{ state: 'pending', attempts: 0, nextAt: NOW - 1 }, 'pending, attempt 1 is due'],
    [{ state: 'running', attempts: 1 }, 'running, attempt 2'],
    [{ state: 'suppressed', reason: 'disabled' }, 'suppressed: disabled'],
  ] as const)('of a delivery is told: %j', (row, text) => {
    expect(deliveryDetail(deliveryRow(row), NOW)).toBe(text);
  });

  it('of an error is its message', () => {
    expect([undefined, '{"message":"m"}', '{"name":"E"}', '"text"', 'no json'].map(storedMessage)).toEqual([
      undefined,
      'm',
      'E',
      'text',
      'no json',
    ]);
  });

  it('has ids as short as they are unique', () => {
    const ids = ['3f2a9c1e-0000-4000-8000-000000000001', 'nightly-2026-01-31'];
    expect(ids.map(shortIds(ids))).toEqual(['3f2a9c1e', 'nightly-2026-01-31']);
    expect(shortDeliveryId(`${ids[0]}/12/tell`)).toBe('3f2a9c1e/12/tell');
  });

  it('is JSON, errors included', () => {
    const error = Object.assign(new TypeError('x', { cause: new Error('y') }), { code: 'E1' });
    const data = JSON.parse(toJson({ error, big: 1n, nan: Number.NaN, map: new Map([['a', 1]]) })) as unknown;
    expect(data).toMatchObject({
      error: { name: 'TypeError', message: 'x', code: 'E1', cause: { message: 'y' } },
      big: '1',
      nan: 'NaN',
      map: { a: 1 },
    });
  });
});
