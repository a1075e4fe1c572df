import type { Command } from 'commander';
import { EXIT, type ExitCode } from '../exit-code';
import { instanceFacts } from '../views/instance-facts';
import { addCommand } from './add-command';
import type { CommandContext, SharedFlags, Start } from './command-context';

/** `hookline instance …` */
export function addInstanceCommands(program: Command, start: Start): void {
  const group = program
    .command('instance')
    .summary('the store of runs and deliveries: info, check, migrate')
    .description('The store of runs and deliveries: info, check, migrate');
  addCommand(group, {
    usage: 'info',
    summary: 'show where runs are stored, what waits there and who serves it',
    examples: [
      ['hookline instance info', 'store, runs, deliveries, processes'],
      ["hookline instance info --json | jq '.outbox.counts.dead'", 'for a monitor'],
    ],
  }).action((flags: SharedFlags) => start(flags, showInfo));
  addCommand(group, {
    usage: 'check',
    summary: 'check the integrity of the store',
    description: 'Checks the integrity of the store. Ends with 0 if all is well, with 2 if something is wrong.',
    examples: [['hookline instance check', 'what is wrong, in sentences']],
  }).action((flags: SharedFlags) => start(flags, checkStore));
  addCommand(group, {
    usage: 'migrate',
    summary: 'bring the schema of the store up to date',
    description: 'Brings the schema of the store up to date. Opening an instance does so, too; this does nothing else.',
    examples: [['hookline instance migrate', 'in a deployment, before the new version starts']],
  }).action((flags: SharedFlags) => start(flags, migrateStore));
}

async function showInfo(context: CommandContext): Promise<ExitCode> {
  await using instance = await context.openTool();
  const facts = await context.host.instanceFacts(instance);
  const { label, location, environment } = instance;
  context.output.result({ label, location, environment, ...facts }, (look) => instanceFacts(instance, facts, look));
  return EXIT.success;
}

async function checkStore(context: CommandContext): Promise<ExitCode> {
  const { storage } = await context.project();
  const check = await context.host.checkStore(storage);
  const { label, problems } = check;
  context.output.result(check, () => (problems.length === 0 ? [`${label} is sound.`] : problems));
  if (problems.length > 0) context.output.say(`${label} is damaged: restore a backup.`);
  return problems.length === 0 ? EXIT.success : EXIT.usage;
}

async function migrateStore(context: CommandContext): Promise<ExitCode> {
  const { storage } = await context.project();
  const migration = await context.host.migrateStore(storage);
  const { label, from, to } = migration;
  context.output.result(migration, () => [
    from === to ? `${label} is up to date: schema ${to}.` : `${label}: schema ${from} → ${to}.`,
  ]);
  return EXIT.success;
}
