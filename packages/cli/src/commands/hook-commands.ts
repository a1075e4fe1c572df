import type { StoredDeliveryState } from '@hookline/core/spi';
import type { Command } from 'commander';
import { collectNames, parseChoice, parseCount } from '../arguments/choices';
import { EXIT, type ExitCode } from '../exit-code';
import { deliveryTable } from '../views/delivery-table';
import { count } from '../views/hook-rows';
import { addCommand } from './add-command';
import type { CommandContext, SharedFlags, Start } from './command-context';
import { wholeDeliveryId } from './delivery-id';
import { addRedeliver } from './hook-redeliver';

const DELIVERY_STATES: readonly StoredDeliveryState[] = [
  'open',
  'pending',
  'running',
  'delivered',
  'suppressed',
  'folded',
  'dead',
];

/** `hookline hook …` */
export function addHookCommands(program: Command, start: Start): void {
  const group = program
    .command('hook')
    .summary('hooks that are or were owed: deliveries, deliver, redeliver')
    .description('Hooks that are or were owed: deliveries, deliver, redeliver');
  addDeliveries(group, start);
  addDeliver(group, start);
  addRedeliver(group, start);
}

interface DeliveriesFlags {
  readonly run?: string;
  readonly hook?: string;
  readonly state?: readonly string[];
  readonly limit?: string;
  readonly before?: string;
}

function addDeliveries(group: Command, start: Start): void {
  addCommand(group, {
    usage: 'deliveries',
    summary: 'list deliveries of hooks, the newest first',
    description: 'Lists deliveries: one for each hook that a run owed, with its state, attempts and last error.',
    examples: [
      ['hookline hook deliveries', 'the latest 20'],
      ['hookline hook deliveries --state dead,pending', 'those that were given up, or wait'],
      ['hookline hook deliveries --run 3f2a9c1e', 'those of one run'],
    ],
  })
    .option('--run <run>', 'only those of this run')
    .option('--hook <name>', 'only those of this hook')
    .option('--state <states>', `only those that are, behind commas: ${DELIVERY_STATES.join(', ')}`, collectNames)
    .option('--limit <number>', 'how many at most; default 20')
    .option('--before <delivery>', 'only deliveries older than this one')
    .action((flags: SharedFlags & DeliveriesFlags) => start(flags, (context) => listDeliveries(context, flags)));
}

async function listDeliveries(context: CommandContext, flags: DeliveriesFlags): Promise<ExitCode> {
  const { output } = context;
  const states = flags.state?.map((state) => parseChoice(state, '--state', DELIVERY_STATES));
  const limit = flags.limit === undefined ? undefined : parseCount(flags.limit, { option: '--limit', least: 1 });
  await using instance = await context.openTool();
  const { run, hook, before } = flags;
  const rows = await instance.deliveries.list({
    ...(run !== undefined && { runId: (await instance.runs.get(run)).id }),
    ...(hook !== undefined && { hook }),
    ...(before !== undefined && { before: await wholeDeliveryId(instance, before) }),
    ...(states && { states }),
    ...(limit !== undefined && { limit }),
  });
  output.result(rows, (look) => deliveryTable(rows, look));
  if (rows.length === 0) output.say(`There are no such deliveries in ${instance.label}.`);
  return EXIT.success;
}

function addDeliver(group: Command, start: Start): void {
  addCommand(group, {
    usage: 'deliver',
    summary: 'deliver what is due, and end',
    description:
      'Ends runs whose process died, delivers all hooks that are due, and ends: made for cron.\n' +
      'Retries that are due later wait for the next time; a daemon does all of it as it comes.',
    examples: [
      ['hookline hook deliver', 'once'],
      ['*/5 * * * *  cd /srv/billing && npx hookline hook deliver', 'every five minutes, in a crontab'],
    ],
    needsDefinitions: true,
  }).action((flags: SharedFlags) => start(flags, deliver));
}

async function deliver(context: CommandContext): Promise<ExitCode> {
  const { host, world, output } = context;
  await using instance = await context.openServing('deliver');
  using signal = world.endSignal();
  const summary = await host.deliverOnce(instance, { signal });
  const { delivered, failed, dead, waiting, recoveredRuns } = summary;
  const parts = [
    ...(recoveredRuns > 0 ? [`${count(recoveredRuns, 'run')} of dead processes recovered`] : []),
    `${delivered} delivered`,
    ...(failed > 0 ? [`${failed} failed, tried again later`] : []),
    ...(dead > 0 ? [`${dead} given up (hookline hook deliveries --state dead)`] : []),
    ...(waiting > 0 ? [`${waiting} not due yet, or owed by code that is not here`] : []),
  ];
  output.result(summary, () => [parts.join(', ')]);
  return signal.aborted ? EXIT.signal : EXIT.success;
}
