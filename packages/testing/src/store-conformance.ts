import type { Store } from '@hookline/core/spi';
import { BREAKERS, SUMMARY } from './store-conformance/breakers';
import { CLAIMS, ROUTES } from './store-conformance/claims';
import { COMMITS } from './store-conformance/commits';
import { DELIVERIES } from './store-conformance/deliveries';
import { EVENTS, RUNS } from './store-conformance/runs';
import { ALL, BLOBS, PROCESSES } from './store-conformance/surroundings';
import { type Cases, type Matchers, World } from './store-conformance/world';

/** What of jest the suite uses. */
interface TestGlobals {
  readonly describe: (name: string, define: () => void) => void;
  readonly it: (sentence: string, test: () => Promise<void>) => void;
  readonly expect: (actual: unknown) => Matchers;
}

const SUITE: Readonly<Record<string, Cases>> = {
  'a commit': COMMITS,
  runs: RUNS,
  events: EVENTS,
  deliveries: DELIVERIES,
  'a claim': CLAIMS,
  routes: ROUTES,
  breakers: BREAKERS,
  'the summary': SUMMARY,
  processes: PROCESSES,
  blobs: BLOBS,
  'the whole': ALL,
};

/**
 * The tests that every store has to pass: call it in a test file. Needs jest.
 * @param name of the store, for the names of the tests
 * @param open makes a store with nothing in it, for one test; that closes it
 * @example
 * describeStore('SQLite', () => openSqliteStore({ path: temporaryPath() }));
 */
export function describeStore(name: string, open: () => Promise<Store>): void {
  const { describe, it, expect } = globalThis as unknown as TestGlobals;
  for (const [subject, cases] of Object.entries(SUITE)) {
    describe(`${name}: ${subject}`, () => {
      for (const [sentence, test] of Object.entries(cases)) {
        it(sentence, async () => {
          const store = await open();
          try {
            await test(new World(store, expect));
          } finally {
            await store.close();
          }
        });
      }
    });
  }
}
