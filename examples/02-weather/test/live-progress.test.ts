import type { RunEvent } from 'hookline';
import pc from 'picocolors';
import { LiveProgress, type Screen } from '../src/live-progress';

function shown(screen: Omit<Screen, 'write'>, ...events: readonly Record<string, unknown>[]): string {
  let text = '';
  const progress = new LiveProgress({ ...screen, write: (part) => (text += part) }, pc.createColors(false));
  for (const event of events) progress.onEvent({ runId: 'r1', at: 0, ...event } as unknown as RunEvent);
  return text;
}

const LOG = { type: 'log', level: 'warn', message: '16 rows rejected' };
const STARTED = { type: 'step.started', stepKey: 'load' };

describe('LiveProgress', () => {
  it('writes log lines, but for debug', () => {
    expect(shown({}, LOG, { ...LOG, level: 'debug' }, STARTED)).toBe('  warn  16 rows rejected\n');
  });

  it('names the step that a line is about', () => {
    const error = new Error('no');
    expect(shown({}, { ...LOG, stepKey: 'validate' }, { type: 'step.failed', stepKey: 'a', error })).toBe(
      '  warn  validate: 16 rows rejected\n  error a: no\n',
    );
  });

  it('says on a terminal what is running, in a line that is cleared at the end', () => {
    const done = { type: 'step.succeeded', stepKey: 'load' };
    const clear = '\r\u001b[2K';
    expect(shown({ isTTY: true, columns: 20 }, STARTED, LOG, done)).toBe(
      `${clear}  0 steps done, run${clear}  warn  16 rows rejected\n  0 steps done, run${clear}`,
    );
  });
});
