/** `npm run quickstart`: one job, two configs; the second one fails on purpose and Slack hears of it. Both runs are stored. */
import { join, relative } from 'node:path';
import { isatty } from 'node:tty';
import {
  abortOnSignals,
  executeInProcess,
  type Instance,
  InvalidConfigError,
  loadRunConfig,
  openInstance,
  type Result,
  type RunEvent,
} from 'hookline';
import pc from 'picocolors';
import { defs } from './definitions';
import { LiveProgress } from './live-progress';
import { messageText } from './message-text';
import { openSlackTarget, type SlackTarget } from './slack-target';
import { stepTree } from './step-tree';
import { LOCATION, STORAGE } from './storage';
import { Weather } from './weather';

const FOLDER = join(__dirname, '..');
/** What the broken config breaks. */
const BROKEN_STEP = 'statistics[2015]';
const QUIET = { console: { config: { logLevel: 'error' } } } as const;

const colors = pc.createColors(isatty(1) && pc.isColorSupported);
const here = (...path: string[]): string => relative(process.cwd(), join(FOLDER, ...path));
const print = (...lines: readonly string[]): void => console.log(lines.join('\n'));

/** What both runs are executed with. */
interface Surroundings {
  readonly instance: Instance;
  readonly signal: AbortSignal;
}

async function run(configFile: string, { instance, signal }: Surroundings): Promise<Result> {
  print('', colors.bold(here('config', configFile)));
  const events: RunEvent[] = [];
  const progress = new LiveProgress(process.stdout, colors);
  // #region execute
  const result = await executeInProcess(defs.job(Weather, 'weatherReport'), {
    // Log lines are shown by `progress`; what hooks failed with stays with the console logger.
    runConfig: { ...(await loadRunConfig(join(FOLDER, 'config', configFile))), loggers: QUIET },
    onEvent: (event) => {
      events.push(event);
      progress.onEvent(event);
    },
    instance, // The run and the hooks that it owes are stored, and outlive this process.
    signal,
    raiseOnError: false,
  });
  // #endregion
  print(...stepTree(events, colors));
  return result;
}

function printSlack({ isReal, messages }: SlackTarget): void {
  if (isReal) return print('', 'The messages are in your Slack; a hook that failed above says why one is not.');
  print(
    '',
    colors.bold(`Slack got ${messages.length} messages`) +
      colors.dim(' (a double on this machine; set SLACK_TOKEN for the real one)'),
  );
  print(...messages.map((message) => messageText(message, colors)));
}

function printNextSteps(reportFile: string): void {
  print('', `${colors.bold('Report')} ${reportFile}`, '', colors.bold('Next'));
  print('  Open the report in a browser.');
  print(`  Read the job: ${here('src', 'weather.ts')}, and what broke it: ${here('config', 'broken.yaml')}.`);
  print('  Both runs are stored. Look at them:');
  print(`    cd ${here() || '.'}`);
  print('    npx hookline run list    # all runs');
  print('    npx hookline run show    # the latest: its steps, errors and hooks');
  print(`  Kill a run in the middle and see its hooks fire: "What if it crashes" in ${here('README.md')}.`);
  print('  Hear of it in your own Slack: SLACK_TOKEN=xoxb-... SLACK_CHANNEL=#weather npm run quickstart');
}

/** Undefined when both runs ended as they should. */
function problemOf(good: Result, broken: Result): string | undefined {
  if (!good.success) return `The run with good.yaml should succeed, but: ${good.error?.message ?? good.status}`;
  if (broken.steps[BROKEN_STEP]?.status === 'failure') return undefined;
  return `The run with broken.yaml should fail in ${BROKEN_STEP}, but its status is ${broken.status}.`;
}

async function main(): Promise<number> {
  await using slack = await openSlackTarget(process.env['SLACK_TOKEN']);
  Object.assign(process.env, slack.env);
  await using instance = await openInstance(STORAGE, { name: LOCATION });
  const signal = abortOnSignals();
  print('Four years of weather in Seattle, twice: once as it should be, once with a config that is wrong on purpose.');
  const good = await run('good.yaml', { instance, signal });
  const broken = await run('broken.yaml', { instance, signal });
  printSlack(slack);
  const problem = problemOf(good, broken);
  if (problem !== undefined) {
    console.error(`\n${colors.red(problem)}`);
    return 1;
  }
  printNextSteps(relative(process.cwd(), String(good.outputFor('writeReport'))));
  return 0;
}

main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    // What is wrong with a config is for people to read; anything else is a fault, with its stack.
    console.error(error instanceof InvalidConfigError ? error.message : error);
    process.exitCode = 1;
  },
);
