import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join(__dirname, '../../ratios.json');

/** Ratios by name, as they were when they were last written. */
export type Ratios = Readonly<Record<string, number>>;

/** What bench/ratios.json says. */
export function readRatios(): Ratios {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Ratios) : {};
}

/** Rewrites bench/ratios.json, three digits each. */
export function writeRatios(ratios: Ratios): void {
  const rounded = Object.entries(ratios).map(([name, ratio]) => [name, Number(ratio.toPrecision(3))] as const);
  writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(rounded), null, 2)}\n`);
}
