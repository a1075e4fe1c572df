import { HooklineError } from '@hookline/core';
import { describeValue } from '@hookline/core/spi';
import { ERROR_CATALOGUE } from '../../packages/core/src/errors/catalogue';
import { addMessages, errorOf, Messages, SCENES } from './collect';
import { ENTRIES } from './entries';

const UNSEEN: readonly string[] = [
  // Made by the engine as a last resort: only a long run with many hooks gets there.
  'HOOKLINE_HOOK_STOPPED',
  // Printed by the command line, whose own tests have them.
  'HOOKLINE_USAGE',
  'HOOKLINE_BAD_PROJECT',
  // What may be wrong with a file of a store has its path in the sentence: see the tests of packages/storage.
  ...['BUSY', 'FULL', 'READ_ONLY', 'CORRUPT', 'SCHEMA', 'FAILED'].map((name) => `HOOKLINE_STORE_${name}`),
];

describe('messages', () => {
  const messages = new Messages();

  beforeAll(async () => {
    for (const entry of ENTRIES) await addMessages(messages, entry);
  });

  it.each(SCENES)('tell of $title', async ({ run }) => {
    const error = await errorOf(run);
    expect(error).toBeInstanceOf(HooklineError);
    messages.add(error as HooklineError, describeValue(undefined));
  });

  it('are there for every code', () => {
    const codes = Object.keys(ERROR_CATALOGUE).filter((code) => !UNSEEN.includes(code));
    expect(messages.codes()).toEqual(codes.sort());
  });

  // The page of messages is made of these: `npm run docs:snippets`.
  it.each(Object.keys(ERROR_CATALOGUE).filter((code) => !UNSEEN.includes(code)))('of %s', (code) => {
    expect(messages.of(code).join('\n\n')).toMatchSnapshot();
  });
});
