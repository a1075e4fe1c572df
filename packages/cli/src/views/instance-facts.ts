import type { OutboxSummary, ProcessRole, ProcessRow } from '@hookline/core/spi';
import type { Instance } from '@hookline/daemon';
import type { InstanceFacts } from '../cli-host';
import { count } from './hook-rows';
import type { Look } from './look';
import { printable } from './text';
import { formatBytes, formatDuration } from './time';

/** An instance as `instance info` shows it. */
export function instanceFacts(instance: Instance, facts: InstanceFacts, look: Look): string[] {
  const { store, outbox, processes } = facts;
  const size = store.bytes === undefined ? '' : `, ${formatBytes(store.bytes)}`;
  const lines: readonly (readonly [string, string])[] = [
    ['Store', `${printable(instance.label)} (${store.kind}, ${store.driver}, schema ${store.schemaVersion}${size})`],
    ['Location', `${printable(instance.location)}, environment ${printable(instance.environment)}`],
    ['Holds', `${count(store.runs, 'run')}, ${count(store.events, 'event')}`],
    ['Deliveries', stateCounts(outbox)],
    ['Processes', processText(processes)],
  ];
  const { colors } = look;
  return [
    ...lines.map(([name, text]) => `${colors.dim(name.padEnd(10))} ${text}`),
    ...dueLines(outbox, look),
    ...adviceLines(instance, facts, look),
  ];
}

function stateCounts({ counts }: OutboxSummary): string {
  const present = Object.entries(counts).filter(([, n]) => n > 0);
  return present.length === 0 ? 'none' : present.map(([state, n]) => `${n} ${state}`).join(', ');
}

function processText(processes: readonly ProcessRow[]): string {
  if (processes.length === 0) return 'none but this one';
  const roles = new Map<ProcessRole, number>();
  for (const { role } of processes) roles.set(role, (roles.get(role) ?? 0) + 1);
  return [...roles].map(([role, n]) => `${n} ${role}`).join(', ');
}

function dueLines({ oldestDue }: OutboxSummary, { colors, now }: Look): string[] {
  if (oldestDue.length === 0) return [];
  const lines = oldestDue.map(({ hook, dueAt, count: n }) => {
    const lag = `the oldest for ${formatDuration(now - dueAt)}`;
    const breaker =
      hook.openUntil > now
        ? colors.yellow(
            `, held back for ${formatDuration(hook.openUntil - now)} after ${count(hook.failures, 'failure')}`,
          )
        : '';
    return `  ${hook.job}/${hook.name}  ${count(n, 'delivery', 'deliveries')} due, ${lag}${breaker}`;
  });
  return ['', colors.bold('Due'), ...lines];
}

/** Deliveries that nobody serves would wait for ever, without a word (D16). */
function adviceLines(
  { location, environment }: Instance,
  { outbox, processes }: InstanceFacts,
  { colors }: Look,
): string[] {
  const waits = outbox.oldestDue.some(({ hook }) => hook.location === location && hook.environment === environment);
  const isServed = processes.some(
    (it) => it.role !== 'tool' && it.location === location && it.environment === environment,
  );
  if (!waits || isServed) return [];
  return [
    '',
    colors.yellow('Nobody serves these deliveries: nothing is lost, and nothing is sent.'),
    `  hookline daemon        ${colors.dim('serves them, and all that come')}`,
    `  hookline hook deliver  ${colors.dim('delivers what is due, and ends')}`,
  ];
}
