import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hookline, startSlack } from './command';

/** What the README says under "What if it crashes", in its order, with real processes. */
describe('what if it crashes', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weather-crash-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('Slack hears of it from the daemon, and a rerun repeats nothing that was done', async () => {
    await using slack = startSlack();
    const [, apiUrl = ''] = await slack.prints(/SLACK_API_URL=(\S+)/);
    const env = {
      SLACK_TOKEN: 'xoxb-local',
      SLACK_API_URL: apiUrl,
      WEATHER_STORAGE: `sqlite:${join(folder, 'hookline.db')}`,
    };

    await using run = hookline('job execute weatherReport -c config/good.yaml', { ...env, SLOW_YEAR: '2014' });
    const [, pid] = await run.prints(/2014 takes 60 s, .*: kill -9 (\d+)/);
    for (const year of [2012, 2013, 2015]) await run.prints(new RegExp(`✓ statistics\\[${year}\\] in`));
    process.kill(Number(pid), 'SIGKILL');
    expect(await run.exit).toEqual({ code: null, signal: 'SIGKILL' });
    expect(slack.printed).not.toContain('#weather');

    await using daemon = hookline('daemon', env);
    await daemon.prints(new RegExp(`run \\S+ of job weatherReport crashed: the process \\(pid ${pid} .* died`));
    await slack.prints(/#weather :x: \*weatherReport\*: `statistics\[2014\]` failed on attempt 1 \(crash\)/);
    await slack.prints(/#weather :rotating_light: \*weatherReport\* failed\n {4}> `statistics\[2014\]`: The process/);
    daemon.kill('SIGINT');
    expect(await daemon.exit).toEqual({ code: 0, signal: null });

    await using rerun = hookline('run rerun --from-failure', env);
    expect(await rerun.exit).toEqual({ code: 0, signal: null });
    const steps = ['load', 'validate', 'partitionByYear', 'statistics[2012]', 'statistics[2013]', 'statistics[2015]'];
    for (const step of steps) expect(rerun.printed).toContain(`✓ ${step}, not repeated`);
    expect(rerun.printed.match(/▸ .*/g)).toEqual(['▸ statistics[2014]', '▸ writeReport']);
    expect(rerun.printed).toContain('✓ weatherReport success');
    await slack.prints(/#weather A new weather report on 4 years is ready/);
    // Each message once: the two of the crash, and this one.
    expect(slack.printed.match(/#weather/g)).toHaveLength(3);
    // Five processes of Node: some 10 s, on a machine that is busy with other things a multiple of that.
  }, 120_000);
});
