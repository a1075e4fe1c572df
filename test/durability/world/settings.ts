/** What `npm run test:durability` passes on. */
export const seed = Number(process.env['HOOKLINE_SEED'] ?? Date.now() % 2 ** 31);

/** The unbounded form: all points instead of a sample. */
export const isLong = process.env['HOOKLINE_LONG'] === '1';

/** The samples of the bounded form, so many times larger. */
const factor = Number(process.env['HOOKLINE_SAMPLE'] ?? 1);

/** How many of many are tried: so many in the bounded form, all in the long one. */
export const bounded = (count: number): number => (isLong ? Number.POSITIVE_INFINITY : count * factor);

/** Tells people what a suite did: numbers for the note of its proof. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Notes a failure, and tells it at once: a suite that fails may take long to its end. */
export function tell(failures: string[], failure: string): void {
  failures.push(failure);
  say(`fails: ${failure}`);
}
