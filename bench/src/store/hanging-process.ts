/** A process that begins a run and hangs in its second op until it is killed. Arguments: the file, the run's id. */
import { setTimeout as sleep } from 'node:timers/promises';
import { executeInProcess } from 'hookline';
import { hangingJob, setHang } from '../product/hanging-job';
import { openFile } from './instance';

async function main(): Promise<void> {
  const [path = '', runId = ''] = process.argv.slice(2);
  const instance = await openFile(path);
  setHang(async () => {
    process.send?.('hangs');
    await sleep(600_000);
  });
  await executeInProcess(hangingJob, { instance, runId });
}

void main();
