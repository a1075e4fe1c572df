import { strict as assert } from 'node:assert';
import { startSlackDouble } from '@hookline/slack/testing';
import * as hookline from 'hookline';
import { executeInProcess, HooklineError, InvalidConfigError, isError, loadRunConfig } from 'hookline';
import { z } from 'zod';
import { defs } from './jobs';
import { deliveries } from './order-hooks';
import { closedStores } from './store';
import { testWithHookline } from './tested';
import { runTwins } from './twin-classes';

const STORE_URL = 'https://store.test/';

/** A run that ends well: names, outputs and the hooks that were delivered. */
async function runsWell(slackUrl: string): Promise<void> {
  process.env['SLACK_API_URL'] = slackUrl;
  const result = await executeInProcess(defs.job('nightly'), { runConfig: await loadRunConfig('prod.yaml') });
  assert.equal(result.outputFor('publish_report'), '30 in 2');
  assert.deepEqual(Object.keys(result.steps).sort(), [
    'fetch',
    'invoices.each',
    'invoices.invoice[o0]',
    'invoices.invoice[o1]',
    'publish_report',
    'total',
  ]);
  assert.equal(result.steps['publish_report']?.attempts, 2);
  assert.deepEqual(deliveries.splice(0), ['total of 2: 30']);
  assert.deepEqual(closedStores.splice(0), [STORE_URL]);
}

/** A run that fails: each hook that should fire is called, by its name, for the step that failed. */
async function fails(): Promise<void> {
  const runConfig = { ...(await loadRunConfig('prod.yaml')), ops: { total: { config: { limit: 5 } } } };
  const result = await executeInProcess(defs.job('nightly'), { runConfig, raiseOnError: false });
  assert.equal(result.success, false);
  assert.ok(result.steps['total']?.error instanceof RangeError);
  assert.deepEqual(deliveries.splice(0).sort(), [
    'nightly/total 30 is more than 5, not ••• [[{"id":"o0","amount":10},{"id":"o1","amount":20}]]',
    'tell_anna: total',
  ]);
  const names = result.hookEvents.flatMap((event) => (event.type === 'hook.completed' ? [event.hookName] : []));
  assert.deepEqual(names.sort(), ['noteFailure', 'slackOnFailure_orders', 'slackOnRunFailure_alerts', 'tell_anna']);
}

/** Bad config is told with its place in the file, and by an error of ours that can be recognized. */
async function refuses(): Promise<void> {
  const run = executeInProcess(defs.job('nightly'), { runConfig: await loadRunConfig('bad.yaml') });
  const error: unknown = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof InvalidConfigError && isError(error, InvalidConfigError));
  assert.equal(error.name, 'InvalidConfigError');
  assert.match(error.message, /bad\.yaml:3:\d+/);
}

/** A schema of the user's zod, which may be another copy than ours: it is recognized by what it is. */
async function refusesAsyncSchemas(): Promise<void> {
  const config = z.string().refine(() => Promise.resolve(true));
  const late = hookline.defineResource({ config: z.object({ late: config }), create: () => 1 });
  const resources = { store: late.configured({ late: 'x' }) };
  const run = executeInProcess(defs.job('nightly'), { resources, raiseOnError: false });
  await assert.rejects(run, /asynchronous check/);
}

/** Logs and alerts read `error.name`, also where a minifier has renamed all classes. */
function keepsNamesOfErrors(): void {
  const classes = Object.entries(hookline).filter(([, value]) => isErrorClass(value));
  assert.ok(classes.length > 10);
  for (const [name, errorClass] of classes) assert.equal((errorClass as { name: string }).name, name);
}

function isErrorClass(value: unknown): boolean {
  return typeof value === 'function' && value.prototype instanceof HooklineError;
}

async function main(): Promise<void> {
  const slack = await startSlackDouble();
  try {
    process.env['SLACK_TOKEN'] = 'xoxb-matrix';
    await runsWell(slack.url);
    await fails();
    const posted = slack.messages.map(({ channel, text, token }) => [channel, text.split('\n')[0], token]);
    assert.deepEqual(posted.sort(), [
      ['#alerts', ':rotating_light: *nightly* failed', 'xoxb-matrix'],
      ['#orders', ':x: *nightly*: `total` failed on attempt 1', 'xoxb-matrix'],
    ]);
  } finally {
    await slack.close();
  }
  await refuses();
  await refusesAsyncSchemas();
  keepsNamesOfErrors();
  await testWithHookline();
  await runTwins();
  console.log('every hook was delivered');
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
