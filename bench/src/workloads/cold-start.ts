import { coldImport, dependencies } from '../contestants/cold-import';
import type { Workload } from './workload';

export const coldStart: Workload = {
  id: 'import',
  title: 'Loading the package in a fresh process',
  unit: 'ms',
  cases: [
    {
      title: 'import',
      contestants: {
        'dependencies alone': () => coldImport(...dependencies()),
        hookline: () => coldImport('hookline'),
      },
    },
  ],
};
