import { createConsoleLogger } from '../src/console-logger';

let written: string[] = [];

beforeEach(() => {
  written = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((line) => written.push(String(line)) > 0);
});

afterEach(() => {
  jest.restoreAllMocks();
});

describe('the console logger', () => {
  it('writes one line with time, level, place, message and data', () => {
    createConsoleLogger('debug').warn('late', { jobName: 'nightly', stepKey: 'load', runId: 'r1', rows: 3 });
    expect(written).toEqual([
      expect.stringMatching(/^\d\d:\d\d:\d\d\.\d{3} warn {2}nightly\/load {2}late \{ rows: 3 \}\n$/),
    ]);
  });

  it.each([
    ['debug', 4],
    ['info', 3],
    ['warn', 2],
    ['error', 1],
    ['silent', 0],
  ] as const)('writes from %s on', (level, lines) => {
    const logger = createConsoleLogger(level);
    logger.debug('a');
    logger.info('b');
    logger.warn('c');
    logger.error('d');
    expect(written).toHaveLength(lines);
  });

  it('shows no place of an error that was made in code of others', () => {
    const error = Object.assign(new Error('no network'), { stack: 'Error: no network\n    at node:internal/x:1:1' });
    createConsoleLogger('error').error('failed: no network', { error });
    expect(written[0]).toMatch(/failed: no network\n$/);
  });

  it('shows an error once: in the message, or else whole', () => {
    const logger = createConsoleLogger('error');
    logger.error("Hook 'x' failed: no network", { jobName: 'nightly', error: new Error('no network') });
    logger.error('odd', { jobName: 'nightly', error: new Error('no network') });
    expect(written[0]).toMatch(
      /nightly {2}Hook 'x' failed: no network \{ at: '.*console-logger\.test\.ts:\d+:\d+\)?' \}\n$/,
    );
    expect(written[1]).toContain('Error: no network');
  });
});
