/**
 * Says which pages hold code that is not today's, and whether the page of errors is; with `--write` puts today's there
 * (`npm run docs:snippets`).
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERRORS_PAGE, errorsPage } from './errors-page';
import { listFiles, readText, root } from './repository';
import { refreshSnippets } from './snippet';

const write = process.argv.includes('--write');
const stale = listFiles('.md', '*.md', 'docs', 'packages', 'examples').filter((path) => {
  const before = readText(path);
  const after = path === ERRORS_PAGE ? errorsPage() : refreshSnippets(before, readText);
  if (write && after !== before) writeFileSync(join(root, path), after);
  return after !== before;
});

for (const path of stale)
  console.log(write ? `updated ${path}` : `${path}: differs from the code; run npm run docs:snippets`);
if (stale.length > 0 && !write) process.exitCode = 1;
