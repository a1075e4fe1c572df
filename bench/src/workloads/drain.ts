import { drainRate, pagerLag } from '../contestants/drain';
import type { Workload } from './workload';

export const drain: Workload = {
  id: 'drain',
  title: 'Deliveries that wait in the store (SQLite), of one hook that counts',
  unit: 'µs per delivery',
  needs: ['files'],
  cases: [
    {
      title: '5,000 deliveries while so many wait',
      contestants: { '20,000': () => drainRate(20_000), '1,000,000': () => drainRate(1_000_000) },
      isOnce: true,
      isLong: true,
    },
    {
      title: "a pager's lag while so many of another hook wait",
      unit: 'ms',
      contestants: { '20,000': () => pagerLag(20_000), '1,000,000': () => pagerLag(1_000_000) },
      isOnce: true,
      isLong: true,
    },
  ],
};
