/**
 * Says which pages hold code that is not today's, and whether the pages of commands, errors and messages are; with `--write` puts today's there
 * (`npm run docs:snippets`).
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLI_PAGE, cliPage } from './cli-page';
import { ERRORS_PAGE, errorsPage } from './errors-page';
import { MESSAGES_PAGE, MESSAGES_SNAPSHOT, messagesPage } from './messages-page';
import { listFiles, readText, root } from './repository';
import { refreshSnippets } from './snippet';

const write = process.argv.includes('--write');
const stale = listFiles('.md', '*.md', 'docs', 'packages', 'examples').filter((path) => {
  const before = readText(path);
  const after = pageOf(path, before);
  if (write && after !== before) writeFileSync(join(root, path), after);
  return after !== before;
});

function pageOf(path: string, before: string): string {
  if (path === CLI_PAGE) return cliPage();
  if (path === ERRORS_PAGE) return errorsPage();
  return path === MESSAGES_PAGE ? messagesPage(readText(MESSAGES_SNAPSHOT)) : refreshSnippets(before, readText);
}

for (const path of stale)
  console.log(write ? `updated ${path}` : `${path}: differs from the code; run npm run docs:snippets`);
if (stale.length > 0 && !write) process.exitCode = 1;
