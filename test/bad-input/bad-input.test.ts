import { casesOf, faultOf, swappedCasesOf } from './cases';
import { LOOKUPS } from './doors/lookups';
import { ENTRIES } from './entries';
import type { Entry } from './entry';
import { KINDS, VALUES } from './values';

describe.each(ENTRIES)('$name', (entry) => {
  it('refuses every wrong argument with an error that names it, what was given and what to do', async () => {
    const faults: string[] = [];
    for (const each of [...casesOf(entry), ...swappedCasesOf(entry)]) {
      const fault = faultOf(await errorOf(entry, each.args), each, entry);
      if (fault !== undefined) faults.push(`${each.title}: ${fault}`);
    }
    expect(faults).toEqual([]);
  });

  it('takes what it should', async () => {
    const args = Object.values(entry.parameters).map(({ valid }) => valid());
    await expect(errorOf(entry, args)).resolves.toBe(ACCEPTED);
  });
});

describe.each(Object.entries(LOOKUPS))('%s', (_, lookup) => {
  it.each(KINDS)('answers for: %s', (kind) => {
    expect(() => lookup(VALUES[kind]())).not.toThrow();
  });
});

const ACCEPTED = Symbol('accepted');

/** What the call threw or rejected with; `ACCEPTED` when it did neither. */
async function errorOf({ call }: Entry, args: readonly unknown[]): Promise<unknown> {
  try {
    await call(...args);
    return ACCEPTED;
  } catch (error) {
    return error;
  }
}
