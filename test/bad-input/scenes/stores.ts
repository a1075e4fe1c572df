import { openStore } from '@hookline/storage';
import { createMemoryStore } from '@hookline/testing';
import type { Scene } from './scene';

/** Those of files have their path in the sentence: the tests of packages/storage make them. */
export const STORE_SCENES: readonly Scene[] = [
  { title: 'a store of a kind that there is not', run: () => openStore('mysql://shop:secret@localhost/shop') },
  { title: 'a store in the memory of SQLite', run: () => openStore('sqlite::memory:') },
  { title: 'an address of a Postgres that is none', run: () => openStore('postgres://a b:80:80') },
  { title: 'a Postgres that is not there', run: () => openStore('postgres://shop:secret@127.0.0.1:1/shop') },
  { title: 'an address of a blob that leads elsewhere', run: () => createMemoryStore().getBlob('../../etc/passwd') },
  {
    title: 'a store that is closed',
    run: async () => {
      const store = createMemoryStore();
      await store.close();
      await store.getRun('run-1');
    },
  },
];
