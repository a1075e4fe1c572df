import type { RunDetails } from '@hookline/daemon';
import { count } from './hook-rows';
import type { Look } from './look';
import { shortId } from './short-id';
import { cut } from './text';

/** What a user may want to do about a run that did not end well, or whose hooks wait: commands with what they do. */
export function nextSteps(run: RunDetails, { colors, width }: Look): string[] {
  const commands = [...afterFailure(run), ...forHooks(run)];
  if (commands.length === 0) return [];
  const longest = Math.max(...commands.map(([command]) => command.length));
  const room = width - longest - 4;
  const lines = commands.map(([command, what]) => {
    const said = room === Number.POSITIVE_INFINITY ? what : cut(what, room);
    return `  ${command.padEnd(longest)}  ${said === '' ? '' : colors.dim(said)}`.trimEnd();
  });
  return ['', colors.bold('Next'), ...lines];
}

type Advice = readonly [command: string, what: string];

function afterFailure({ id, status, notRestorable }: RunDetails): readonly Advice[] {
  if (status !== 'failure' && status !== 'cancelled') return [];
  const short = shortId(id);
  const again =
    notRestorable.length === 0
      ? 'executes what did not succeed, with the outputs of what did'
      : 'executes what did not succeed, and what cannot be restored';
  return [
    [`hookline run show ${short}`, 'what happened, step by step'],
    [`hookline run rerun ${short} --from-failure`, again],
  ];
}

function forHooks({ id, deliveries }: RunDetails): readonly Advice[] {
  const waiting = deliveries.filter(({ state }) => state === 'pending' || state === 'running').length;
  const dead = deliveries.filter(({ state }) => state === 'dead').length;
  const short = shortId(id);
  return [
    ...(waiting > 0
      ? [
          [
            'hookline hook deliver',
            `delivers what is due of ${count(waiting, 'hook')} that wait; a daemon does, too`,
          ] as const,
        ]
      : []),
    ...(dead > 0
      ? [[`hookline hook redeliver --run ${short}`, `tries ${count(dead, 'hook')} again that were given up`] as const]
      : []),
  ];
}
