import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = join(__dirname, '../../../docs/performance.md');

/** Replaces what stands in the page between `<!-- bench:name -->` and `<!-- /bench:name -->`. */
export function writeSection(name: string, content: string): void {
  const text = readFileSync(PAGE, 'utf8');
  const [open, close] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`docs/performance.md has no section between ${open} and ${close}.`);
  writeFileSync(PAGE, `${text.slice(0, start + open.length)}\n${content}\n${text.slice(end)}`);
}
