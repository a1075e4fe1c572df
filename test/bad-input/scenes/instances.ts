import { CrashError, FencedError, RunNotFoundError } from '@hookline/core';
import type { Scene } from './scene';

/** What only an instance, with its store and other processes, can make happen: the sentences alone. */
export const INSTANCE_SCENES: readonly Scene[] = [
  { title: 'an id that no run has', run: () => new RunNotFoundError('01J8') },
  {
    title: 'an id with which several runs begin',
    run: () => new RunNotFoundError('01J8', ['01J8ZK3', '01J8ZK4']),
  },
  { title: 'a run that another process has taken over', run: () => new FencedError('01J8ZK3') },
  {
    title: 'a step whose process died',
    run: () => new CrashError({ stepKey: 'load', process: 'pid 4711 on web-1', reason: 'its heartbeat stopped' }),
  },
  {
    title: 'a run whose process died between its steps',
    run: () => new CrashError({ process: 'pid 4711 on web-1', reason: 'it was killed' }),
  },
];
