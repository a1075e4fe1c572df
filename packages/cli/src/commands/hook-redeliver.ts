import type { StoredDeliveryState } from '@hookline/core/spi';
import type { Instance, ListDeliveries } from '@hookline/daemon';
import type { Command } from 'commander';
import { parseChoice } from '../arguments/choices';
import { usageError } from '../command-error';
import { EXIT, type ExitCode } from '../exit-code';
import { count } from '../views/hook-rows';
import { addCommand } from './add-command';
import type { CommandContext, SharedFlags, Start } from './command-context';
import { wholeDeliveryId } from './delivery-id';

interface RedeliverFlags {
  readonly run?: string;
  readonly hook?: string;
  readonly state?: string;
  readonly all?: boolean;
}

const REOPENED: readonly StoredDeliveryState[] = ['dead', 'suppressed'];
const PAGE = 500;

/** `hookline hook redeliver` */
export function addRedeliver(group: Command, start: Start): void {
  addCommand(group, {
    usage: 'redeliver [deliveries...]',
    summary: 'try deliveries again that were given up or held back',
    description:
      'Re-opens deliveries that are dead or suppressed, under their own ids: receivers that know an id already can tell.\n' +
      'They are attempted by whoever serves them: a daemon, or hookline hook deliver.',
    examples: [
      ['hookline hook redeliver 3f2a9c1e/12/slackOnFailure', 'one'],
      ['hookline hook redeliver --run 3f2a9c1e', 'all of a run that are dead'],
      ['hookline hook redeliver --hook slackOnFailure', 'all of a hook that are dead'],
      ['hookline hook redeliver --all --state suppressed', 'all that were held back'],
    ],
  })
    .option('--run <run>', 'those of this run')
    .option('--hook <name>', 'those of this hook')
    .option('--all', 'those of all runs and hooks')
    .option('--state <state>', `those that are ${REOPENED.join(' or ')}; default dead`)
    .action((ids: readonly string[], flags: SharedFlags & RedeliverFlags) =>
      start(flags, (context) => redeliver(context, ids, flags)),
    );
}

async function redeliver(context: CommandContext, given: readonly string[], flags: RedeliverFlags): Promise<ExitCode> {
  const { output } = context;
  checkChoice(given, flags);
  const state = parseChoice(flags.state ?? 'dead', '--state', REOPENED);
  await using instance = await context.openTool();
  const ids = given.length > 0 ? await wholeIds(instance, given) : await idsOf(instance, flags, state);
  const redelivered = ids.length === 0 ? 0 : await instance.deliveries.redeliver(ids);
  output.result({ redelivered, ids }, () => []);
  const left = ids.length - redelivered;
  output.say(
    `${count(redelivered, 'delivery', 'deliveries')} re-opened${left > 0 ? `, ${left} left as they are: neither dead nor suppressed` : ''}.` +
      (redelivered > 0 ? " 'hookline hook deliver' attempts them; a daemon does, too." : ''),
  );
  return EXIT.success;
}

/** Everything is re-opened only when that is what was typed. */
function checkChoice(given: readonly string[], { run, hook, all }: RedeliverFlags): void {
  const isChosen = run !== undefined || hook !== undefined || all === true;
  if (given.length > 0 && isChosen) {
    throw usageError('Deliveries are named, and --run, --hook or --all is given.', 'Do one of both.');
  }
  if (given.length > 0 || isChosen) return;
  throw usageError('Nothing says which deliveries.', 'Name them, or choose with --run, --hook or --all.');
}

function wholeIds(instance: Instance, given: readonly string[]): Promise<readonly string[]> {
  return Promise.all(given.map((id) => wholeDeliveryId(instance, id)));
}

async function idsOf(
  instance: Instance,
  { run, hook }: RedeliverFlags,
  state: StoredDeliveryState,
): Promise<readonly string[]> {
  const query: ListDeliveries = {
    states: [state],
    limit: PAGE,
    ...(run !== undefined && { runId: (await instance.runs.get(run)).id }),
    ...(hook !== undefined && { hook }),
  };
  const ids: string[] = [];
  for (;;) {
    const before = ids.at(-1);
    const page = await instance.deliveries.list(before === undefined ? query : { ...query, before });
    ids.push(...page.map(({ id }) => id));
    if (page.length < PAGE) return ids;
  }
}
