import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { executeInProcess, loadRunConfig, type Result } from 'hookline';
import { fakeClock } from 'hookline/testing';
import { defs } from '../src/definitions';
import { reportFolder } from '../src/report-folder';
import { Weather } from '../src/weather';

/** The console logger would write into the report of the tests. */
const QUIET = { console: { config: { logLevel: 'error' } } };
const job = defs.job(Weather, 'weatherReport');

describe('weatherReport', () => {
  const postMessage = jest.fn();
  let path = '';

  beforeEach(async () => {
    postMessage.mockReset().mockResolvedValue({ ok: true });
    path = await mkdtemp(join(tmpdir(), 'weather-'));
  });
  afterEach(() => rm(path, { recursive: true }));

  /** Files are read in real time, retries wait on the fake clock: time moves on until the run is over. */
  async function execute(config: string): Promise<Result> {
    const clock = fakeClock();
    const run = { isOver: false };
    const running = executeInProcess(job, {
      runConfig: { ...(await loadRunConfig(join(__dirname, '../config', config))), loggers: QUIET },
      resources: { slack: { chat: { postMessage } }, reports: reportFolder.configured({ path }) },
      raiseOnError: false,
      clock,
    }).finally(() => {
      run.isOver = true;
    });
    while (!run.isOver) await clock.advance('10ms');
    return running;
  }

  const texts = (): unknown[] => postMessage.mock.calls.map(([message]: [{ text: string }]) => message.text);
  const logsOf = (result: Result): string[] =>
    result.events.flatMap((event) => (event.type === 'log' ? [`${event.stepKey ?? ''}: ${event.message}`] : []));

  describe('with good.yaml', () => {
    it('writes a report on all four years and tells Slack', async () => {
      const result = await execute('good.yaml');
      const file = join(path, 'weather.html');
      expect(result.success).toBe(true);
      expect(result.outputFor('writeReport')).toBe(file);
      expect(await readFile(file, 'utf8')).toContain('by NOAA, 2012 to 2015.');
      expect(texts()).toEqual(['A new weather report on 4 years is ready']);
    });

    it('skips reportRejected, and the skip hook logs it', async () => {
      const result = await execute('good.yaml');
      expect(result.steps['reportRejected']).toMatchObject({ status: 'skipped', skipReason: 'absent' });
      expect(logsOf(result)).toContain('reportRejected: nothing to do (absent)');
      await expect(access(join(path, 'rejected.json'))).rejects.toThrow('ENOENT');
    });

    it('computes one step per year', async () => {
      const result = await execute('good.yaml');
      expect(Object.keys(result.outputFor('partitionByYear') as object)).toEqual(['2012', '2013', '2014', '2015']);
      expect(result.outputFor('statistics[2014]')).toMatchObject({ hottest: { date: '2014-08-11', value: 35.6 } });
    });
  });

  describe('with broken.yaml', () => {
    it('fails in 2015 after two retries, while the other years succeed', async () => {
      const { success, steps, error } = await execute('broken.yaml');
      expect(success).toBe(false);
      expect(error?.message).toBe('2015 lacks 9 of its 365 days; no more than 5 may be missing');
      expect(steps['statistics[2015]']).toMatchObject({ status: 'failure', attempts: 3, failureKind: 'exception' });
      expect(steps['statistics[2014]']).toMatchObject({ status: 'success', attempts: 1 });
      expect(steps['writeReport']).toMatchObject({ status: 'notExecuted', skipReason: 'upstream' });
    });

    it('writes down the rejected rows', async () => {
      const result = await execute('broken.yaml');
      const rejected: unknown = JSON.parse(await readFile(join(path, 'rejected.json'), 'utf8'));
      expect(rejected).toHaveLength(16);
      expect(result.steps['reportRejected']?.status).toBe('success');
    });

    it('logs each retry, then tells Slack once of the step and once of the run', async () => {
      const result = await execute('broken.yaml');
      expect(logsOf(result).filter((message) => message.startsWith('statistics'))).toEqual([
        expect.stringMatching(/^statistics\[2015\]: attempt 1 failed, next in 100 ms: 2015 lacks 9/),
        expect.stringMatching(/^statistics\[2015\]: attempt 2 failed, next in 300 ms: 2015 lacks 9/),
      ]);
      expect(texts()).toHaveLength(2);
      expect(texts()).toContainEqual(expect.stringContaining('`statistics[2015]` failed on attempt 3'));
      expect(texts()).toContainEqual(expect.stringContaining('*weatherReport* failed'));
    });

    it('fails all the same when Slack is down, and the console tells of it', async () => {
      const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
      postMessage.mockRejectedValue(new Error('Slack is down'));
      const { status, hookEvents } = await execute('broken.yaml');
      expect(status).toBe('failure');
      expect(stderr).toHaveBeenCalledWith(expect.stringContaining("'slackOnFailure_weather' failed: Slack is down"));
      stderr.mockRestore();
      const failed = hookEvents.filter((event) => event.type === 'hook.failed');
      expect(failed.map(({ hookName }) => hookName).sort()).toEqual([
        'slackOnFailure_weather',
        'slackOnRunFailure_weather',
      ]);
    });
  });
});
