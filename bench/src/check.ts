/** `npm run bench:check [-- W1 W6] [--update]`: fails when a ratio is over 30 % worse than the one in bench/ratios.json. */
import { parseArgs } from 'node:util';
import { type CheckedRatio, measureRatio, nameOf } from './check/checked-ratio';
import { chooseRatios } from './check/choose-ratios';
import { type Ratios, readRatios, writeRatios } from './check/ratio-file';
import { createSurroundings } from './durable/surroundings';
import { summarize } from './measure/statistics';
import { digits } from './report/figures';

/** What is called a regression. */
const WORST = 1.3;

/** A suspicious ratio is measured so many times in all; the best counts. */
const ATTEMPTS = 4;

/** A ratio that is written is the median of so many. */
const READINGS = 3;

const { values: flags, positionals: names } = parseArgs({
  allowPositionals: true,
  options: { update: { type: 'boolean', default: false } },
});

/** A part only replaces its own ratios; all of them also drop those that are no longer checked. */
async function update(chosen: readonly CheckedRatio[]): Promise<void> {
  const ratios: Record<string, number> = names.length > 0 ? { ...readRatios() } : {};
  for (const ratio of chosen) {
    const readings: number[] = [];
    for (let at = 0; at < READINGS; at += 1) readings.push(await measureRatio(ratio));
    const { median } = summarize(readings);
    ratios[nameOf(ratio)] = median;
    console.log(`${nameOf(ratio)}: ${digits(median)} (${readings.map(digits).join(', ')})`);
    writeRatios(ratios);
  }
}

async function check(chosen: readonly CheckedRatio[]): Promise<void> {
  const committed = readRatios();
  let regressions = 0;
  for (const ratio of chosen) if (!(await isKept(ratio, committed))) regressions += 1;
  if (regressions === 0) return;
  console.error(
    `${regressions} over 30 % worse. Find the cause (npm run bench -- W1 --profile), or accept with -- --update.`,
  );
  process.exitCode = 1;
}

async function isKept(ratio: CheckedRatio, committed: Ratios): Promise<boolean> {
  const name = nameOf(ratio);
  const before = committed[name];
  if (before === undefined) {
    console.log(`FAILED ${name} is not in bench/ratios.json: npm run bench:check -- --update`);
    return false;
  }
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS && best > before * WORST; attempt += 1) {
    best = Math.min(best, await measureRatio(ratio));
  }
  const kept = best <= before * WORST;
  console.log(`${kept ? 'ok    ' : 'FAILED'} ${name}: ${digits(best)}, was ${digits(before)}`);
  return kept;
}

async function main(): Promise<void> {
  const chosen = chooseRatios(names);
  // Stores are files there.
  const remove = await createSurroundings(['files']);
  await (flags.update ? update(chosen) : check(chosen)).finally(remove);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
