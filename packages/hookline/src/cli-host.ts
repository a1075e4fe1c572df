import { type CliHost, CommandError } from '@hookline/cli';
import { loadRunConfig } from './load-run-config';

/** What this build of the command line cannot do yet. */
function notBuiltIn(): Promise<never> {
  const problem = 'This build of Hookline has no instance built in: it can neither store runs nor deliver hooks.';
  const remedy = 'Run the job in code with executeInProcess(job), which stores nothing.';
  return Promise.reject(new CommandError({ code: 'HOOKLINE_BAD_PROJECT', problem, remedy }));
}

/** What the commands do, made of the packages that do it: the one place that knows all of them. */
export const cliHost: CliHost = {
  loadRunConfig,
  openInstance: notBuiltIn,
  executeInProcess: notBuiltIn,
  deliverOnce: notBuiltIn,
  runDaemon: notBuiltIn,
  instanceFacts: notBuiltIn,
  checkStore: notBuiltIn,
  migrateStore: notBuiltIn,
};
