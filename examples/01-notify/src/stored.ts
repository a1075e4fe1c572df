import { join } from 'node:path';
import { startSlackDouble } from '@hookline/slack/testing';
import { executeInProcess, loadRunConfig, openInstance } from 'hookline';
import { defs } from './definitions';

const prodYaml = join(__dirname, '..', 'config', 'prod.yaml');
/** Where `npx hookline` looks, in the example's folder. */
const storage = `sqlite:${join(__dirname, '..', '.hookline', 'hookline.db')}`;

/** Runs a job on a store: the run, and the hooks that it owes, outlive this process. */
async function main(): Promise<void> {
  await using slack = await startSlackDouble();
  process.env['SLACK_TOKEN'] = 'xoxb-only-for-this-machine';
  process.env['SLACK_API_URL'] = slack.url;

  // #region stored
  await using instance = await openInstance(storage, { name: 'example-01-notify' });
  const runConfig = await loadRunConfig(prodYaml);
  const result = await executeInProcess(defs.job('notifAll'), { instance, runConfig, raiseOnError: false });
  console.log(result.status, (await instance.runs.get(result.runId)).deliveries.length); // failure 2
  // #endregion
}

void main();
