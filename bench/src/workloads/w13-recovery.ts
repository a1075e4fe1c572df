import { idleDaemon } from '../contestants/idle-daemon';
import { recovery } from '../contestants/recovery';
import type { Workload } from './workload';

export const w13: Workload = {
  id: 'W13',
  title: 'Recovery after SIGKILL, and what a daemon costs that has nothing to do',
  unit: 'ms',
  needs: ['files'],
  cases: [
    { title: 'same host', contestants: { hookline: () => recovery('here') }, isOnce: true },
    {
      title: 'other host, whose silence counts after 15 s',
      contestants: { hookline: () => recovery('elsewhere') },
      isOnce: true,
      isLong: true,
    },
    {
      title: 'idle daemon',
      unit: 'per minute',
      contestants: { 'ms of CPU': () => idleDaemon('cpu'), queries: () => idleDaemon('queries') },
      isOnce: true,
      isLong: true,
    },
  ],
};
