/** `docs/reference/messages.md`, made of the snapshots of the tests: every message in it was really produced. */
import { runInNewContext } from 'node:vm';
import { ERROR_CATALOGUE, type ErrorCode } from '../packages/core/src/errors/catalogue';

/** The page, from the root. */
export const MESSAGES_PAGE = 'docs/reference/messages.md';
/** Where jest keeps the messages, from the root. */
export const MESSAGES_SNAPSHOT = 'test/bad-input/__snapshots__/messages.test.ts.snap';

const HEAD = `# Messages

<!-- Made by \`npm run docs:snippets\` from ${MESSAGES_SNAPSHOT}: change the messages, not this page. -->

What Hookline says when something is wrong: messages as its tests get them, by code. [Errors](errors.md) says what the codes mean and when they
come up. Each message names what is wrong and where, then what to do. Where a value was given, it stands in the message as in these examples;
of sentences that differ in it alone there is one.
`;

/** The Markdown of the page; `snapshot` is the text of the snapshot file. */
export function messagesPage(snapshot: string): string {
  const found: Record<string, string> = {};
  // A snapshot file is a module of nothing but texts.
  runInNewContext(snapshot, { exports: found });
  const sections = (Object.keys(ERROR_CATALOGUE) as ErrorCode[]).flatMap((code) => {
    const text = found[`messages of ${code} 1`];
    return text === undefined ? [] : [section(code, text)];
  });
  return [HEAD, ...sections].join('\n');
}

function section(code: ErrorCode, text: string): string {
  // pretty-format puts a text into quotes, and one of several lines between empty ones.
  const messages = text.trim().replace(/^"|"$/g, '');
  return [`## ${code}`, '', ERROR_CATALOGUE[code], '', '```text', messages, '```', ''].join('\n');
}
