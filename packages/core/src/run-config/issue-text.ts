import type { z } from 'zod';
import { kindWord } from './plain-data';
import { constantText, constantWords, typeWord } from './schema-words';

type RawIssue = z.core.$ZodRawIssue;

/** Stands before our own texts, so that a message of the user's schema can be told from them. */
const OURS = '\u0000';

/** The `error` option of a parse: our words where the schema has none of its own. */
export function issueText(issue: RawIssue): string {
  return OURS + describe(issue as z.core.$ZodIssue & { readonly input?: unknown });
}

/** The message without our mark. */
export function messageText(message: string): string {
  return message.startsWith(OURS) ? message.slice(OURS.length) : message;
}

/** True for a message that the user's schema gives. */
export function isOfUser(message: string): boolean {
  return !message.startsWith(OURS);
}

/** What zod reports beside the codes that its types know. */
type Described = z.core.$ZodIssue & { readonly input?: unknown };

function describe(issue: Described): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${typeWord(issue.expected)}, got ${kindWord(issue.input)}${writingHint(issue.expected, issue.input)}`;
    case 'too_small':
      return limitText(issue, { word: issue.inclusive ? 'at least' : 'more than', limit: issue.minimum });
    case 'too_big':
      return limitText(issue, { word: issue.inclusive ? 'at most' : 'less than', limit: issue.maximum });
    case 'invalid_format':
      return formatText(issue);
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return 'unexpected field';
    case 'invalid_union':
      return 'fits none of the forms that it may have';
    case 'invalid_value':
      return `must be ${constantWords(issue.values)}`;
    case 'invalid_key':
      return 'this key is not allowed';
    case 'invalid_element':
      return 'this item is not allowed';
    case 'custom':
      return 'is not valid';
  }
}

/** How the value is written so that YAML reads what was meant. */
function writingHint(expected: string, input: unknown): string {
  if (expected === 'boolean' && typeof input === 'string') return '; write true or false';
  if (expected === 'string' && (typeof input === 'number' || typeof input === 'boolean')) return '; put it in quotes';
  const isNumeric = typeof input === 'string' && input.trim() !== '' && Number.isFinite(Number(input));
  return isNumeric && (expected === 'number' || expected === 'int') ? '; write it without quotes' : '';
}

/** What a limit counts, by what is limited. */
const COUNTED: Readonly<Record<string, string>> = {
  string: 'characters',
  array: 'items',
  set: 'items',
  map: 'fields',
  file: 'bytes',
};

interface Limit {
  readonly word: string;
  readonly limit: number | bigint;
}

function limitText({ origin, exact }: { origin: string; exact?: boolean | undefined }, { word, limit }: Limit): string {
  const counted = COUNTED[origin];
  const amount = exact ? `exactly ${limit}` : `${word} ${limit}`;
  if (counted !== undefined) return `must have ${amount} ${counted}`;
  return `must be ${origin === 'date' ? `${word} ${new Date(Number(limit)).toISOString()}` : amount}`;
}

const FORMATS: Readonly<Record<string, string>> = {
  email: 'an email address',
  url: 'a URL',
  uuid: 'a UUID',
  guid: 'a GUID',
  date: 'a date such as 2026-01-31',
  time: 'a time such as 12:30:00',
  datetime: 'a time such as 2026-01-31T12:30:00Z',
  duration: 'an ISO 8601 duration such as PT30S',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  json_string: 'JSON',
};

function formatText(issue: z.core.$ZodIssueInvalidStringFormat): string {
  const { format, pattern, prefix, suffix, includes } = issue as {
    readonly format: string;
    readonly pattern?: string;
    readonly prefix?: string;
    readonly suffix?: string;
    readonly includes?: string;
  };
  if (prefix !== undefined) return `must start with ${constantText(prefix)}`;
  if (suffix !== undefined) return `must end with ${constantText(suffix)}`;
  if (includes !== undefined) return `must contain ${constantText(includes)}`;
  if (FORMATS[format] !== undefined) return `must be ${FORMATS[format]}`;
  return format === 'regex' && pattern !== undefined ? `must match ${pattern}` : `must be a valid ${format}`;
}
