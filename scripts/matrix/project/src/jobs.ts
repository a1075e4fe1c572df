import { definitions } from 'hookline';
import { Orders } from './orders';
import type { Store } from './store';

export const defs = definitions({ jobs: [Orders] });

const store: Store = { url: 'https://mock.test/', orders: () => Promise.resolve([{ id: 'only', amount: 1 }]) };

/** Resources for tests: values in place of definitions. */
export const mocked = { store };
