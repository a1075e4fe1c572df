/** Says which pages hold code that is not today's; with `--write` puts today's code there (`npm run docs:snippets`). */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles, readText, root } from './repository';
import { refreshSnippets } from './snippet';

const write = process.argv.includes('--write');
const stale = listFiles('.md', '*.md', 'docs', 'packages', 'examples').filter((path) => {
  const before = readText(path);
  const after = refreshSnippets(before, readText);
  if (write && after !== before) writeFileSync(join(root, path), after);
  return after !== before;
});

for (const path of stale)
  console.log(write ? `updated ${path}` : `${path}: code differs from the examples; run npm run docs:snippets`);
if (stale.length > 0 && !write) process.exitCode = 1;
