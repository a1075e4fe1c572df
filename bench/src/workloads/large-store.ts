import { createProject } from '../cli/project';
import type { Gauge } from '../contestants/contestant';
import { openFile } from '../store/instance';
import { LARGE_EVENTS, LARGE_RUN, largeStore as makeLargeStore, SMALL_RUNS } from '../store/large-store';
import type { Case, Workload } from './workload';

/** Events that somebody looks at. */
const PAGE = 100;

/** Runs are listed from the newest: the larger the number, the older. */
const listed = (title: string, before?: string): readonly [string, () => Promise<Gauge>] => [
  title,
  async () => {
    const instance = await openFile(await makeLargeStore());
    const query = before === undefined ? {} : { before };
    return {
      kind: 'gauge',
      read: async () => {
        const start = performance.now();
        await instance.runs.list(query);
        return performance.now() - start;
      },
    };
  },
];

const events = (title: string, after: number): readonly [string, () => Promise<Gauge>] => [
  title,
  async () => {
    const instance = await openFile(await makeLargeStore());
    return {
      kind: 'gauge',
      read: async () => {
        const start = performance.now();
        let read = 0;
        for await (const _ of instance.runs.events(LARGE_RUN, { after })) {
          read += 1;
          if (read === PAGE) break;
        }
        return performance.now() - start;
      },
    };
  },
];

const command = (title: string, ...args: readonly string[]): readonly [string, () => Promise<Gauge>] => [
  title,
  async () => {
    const project = createProject(await makeLargeStore());
    return { kind: 'gauge', read: () => project.time(...args) };
  },
];

const pages = (title: string, contestants: readonly (readonly [string, () => Promise<Gauge>])[]): Case => ({
  title,
  contestants: Object.fromEntries(contestants),
  isOnce: true,
  isLong: true,
});

export const largeStore: Workload = {
  id: 'store',
  title: 'A store of 1,900,000 events: 50,000 runs, and one of 1,000,000 events',
  unit: 'ms',
  needs: ['files'],
  cases: [
    pages('20 runs', [
      listed('first page'),
      listed('middle', `small-${SMALL_RUNS / 2}`),
      listed('last', `small-${SMALL_RUNS - 22}`),
    ]),
    pages(`${PAGE} events of the large run`, [
      events('first page', 0),
      events('middle', LARGE_EVENTS / 2),
      events('last', LARGE_EVENTS - PAGE),
    ]),
    pages('the command, the whole process', [
      command('hookline --version', '--version'),
      command('run list', 'run', 'list'),
      command('run list --before, middle', 'run', 'list', '--before', `small-${SMALL_RUNS / 2}`),
      command('run events --after, last 100', 'run', 'events', LARGE_RUN, '--after', `${LARGE_EVENTS - PAGE}`),
    ]),
  ],
};
