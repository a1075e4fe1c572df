import { join } from 'node:path';
import { startSlackDouble } from '@hookline/slack/testing';
import { executeInProcess, loadRunConfig } from 'hookline';
import { defs } from './definitions';

const prodYaml = join(__dirname, '..', 'config', 'prod.yaml');

/** Runs every job of the example against a Slack on this machine, and shows what arrived there. */
async function main(): Promise<void> {
  await using slack = await startSlackDouble();
  process.env['SLACK_TOKEN'] = 'xoxb-only-for-this-machine';
  process.env['SLACK_API_URL'] = slack.url;

  // #region execute
  const runConfig = await loadRunConfig(prodYaml);
  const result = await executeInProcess(defs.job('notifProd'), { runConfig, raiseOnError: false });
  console.log(result.success, result.outputFor('a'), result.steps['b']?.error?.message);
  // #endregion

  for (const name of ['notifAll', 'selectiveNotif']) {
    await executeInProcess(defs.job(name), { runConfig, raiseOnError: false });
  }
  await executeInProcess(defs.job('notifBound'), { raiseOnError: false });
  await executeInProcess(defs.job('notifDev'), { raiseOnError: false });

  console.log('\nWhat arrived at Slack:');
  for (const { channel, text } of slack.messages) console.log(`  ${channel}  ${text}`);
}

void main();
