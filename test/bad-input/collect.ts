import { HooklineError } from '@hookline/core';
import { describeValue } from '@hookline/core/spi';
import { casesOf } from './cases';
import type { Entry } from './entry';
import { DEFINITION_SCENES } from './scenes/definitions';
import { INSTANCE_SCENES } from './scenes/instances';
import { RUN_SCENES } from './scenes/runs';
import type { Scene } from './scenes/scene';
import { STORE_SCENES } from './scenes/stores';
import { WIRING_SCENES } from './scenes/wiring';

export const SCENES: readonly Scene[] = [
  ...DEFINITION_SCENES,
  ...WIRING_SCENES,
  ...RUN_SCENES,
  ...INSTANCE_SCENES,
  ...STORE_SCENES,
];

/** Calls and scenes by the error that they gave, so that each sentence is there once. */
export class Messages {
  private readonly ofCode = new Map<string, string[]>();
  private readonly templates = new Set<string>();

  add(error: HooklineError, given: string): void {
    const template = `${error.code} ${withoutDetails(error.message, given)}`;
    const former = this.of(error.code);
    if (this.templates.has(template) || former.includes(error.message)) return;
    this.templates.add(template);
    this.ofCode.set(error.code, [...former, error.message]);
  }

  codes(): readonly string[] {
    return [...this.ofCode.keys()].sort();
  }

  of(code: string): readonly string[] {
    return this.ofCode.get(code) ?? [];
  }
}

const HOOKS = /\b(start|success|failure|retry|skip|cancel|runStart|runSuccess|runFailure|runCancel|deadLetter)Hook\b/gi;

/** What was given, and to what of several that have the same option, makes no other sentence. */
function withoutDetails(message: string, given: string): string {
  return message
    .replaceAll(given, '…')
    .replace(HOOKS, 'hook')
    .replace(/ of (op|graph|job|hook) '[^']*'| of (new )?\w+\(\)( named '[^']*')?/, ' of …')
    .replace(/^(Option|Parameter) '.*' of … (does not exist|is an object that cannot be read)/, '$1 $2')
    .replace(/^'.*', given to/, 'given to')
    .replace(/^\w+\(\): The context.* has no field '.*'|^Option '.*' of withRetryPolicy.* does not exist/, 'no field')
    .replace(/The definitions do not have class \w+/, 'no class')
    .replace(/(reply) of the Slack double is .*, which/, '$1')
    .replace(/There are: .*|Did you mean .*|with some of: .*/, '…');
}

/** What the call or scene threw, rejected with or gave. */
export async function errorOf(run: () => unknown): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    return error;
  }
}

/** Adds the messages of all wrong calls of a function, the plainest ones first. */
export async function addMessages(messages: Messages, entry: Entry): Promise<void> {
  for (const { args, given } of casesOf(entry)) {
    const error = await errorOf(() => entry.call(...args));
    if (error instanceof HooklineError) messages.add(error, describeValue(given));
  }
}
