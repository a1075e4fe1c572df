import type { z } from 'zod';
import { didYouMean } from '../util/did-you-mean';
import { isOfUser, messageText } from './issue-text';
import type { ConfigPath } from './locate';
import { kindWord, valueAt } from './plain-data';
import { type Findings, pathKey, type Variable } from './prepare-value';
import { constantText, constantWords, fieldWord, typeWord } from './schema-words';

type Issue = z.core.$ZodIssue;

/** A value that was parsed, with what its preparation found. */
export interface ParsedValue {
  readonly value: unknown;
  /** Path of the value from the root of the run config. */
  readonly path: ConfigPath;
  readonly findings: Findings;
}

/** Turns what zod says about a value into problems of the run config. */
export function addIssues(parsed: ParsedValue, issues: readonly Issue[]): void {
  for (const issue of issues) addIssue(parsed, issue);
}

function addIssue(parsed: ParsedValue, issue: Issue): void {
  const path = [...parsed.path, ...issue.path.map(String)];
  if (isSettled(parsed.findings, path, issue)) return;
  if (issue.code === 'unrecognized_keys') return addKeys(parsed, path, issue);
  const nested = nearestMember(issue);
  if (nested) return addIssues(parsed, nested);
  const { problems } = parsed.findings;
  const variable = parsed.findings.variables.get(pathKey(path));
  if (variable) {
    const text = variableText(issue, variable, parsed.findings);
    return problems.add('env', path, `environment variable ${variable.name}: ${text}`);
  }
  if (issue.code === 'invalid_key') return problems.add('unexpected', path, `unexpected field; ${keyText(issue)}`);
  const given = valueAt(parsed.value, issue.path);
  if (given === undefined && issue.code !== 'custom') return problems.add('missing', path, absentText(issue));
  // A message of the user's schema may quote what it refuses; a secret must not be shown.
  const text = isOfUser(issue.message) ? parsed.findings.secrets.mask(issue.message) : issueWords(issue, given);
  problems.add(isAboutType(issue) ? 'type' : 'value', path, text);
}

/** True where the problem behind an issue has been reported: at its path, above it, or in a member of a union. */
function isSettled({ settled, aboveSettled }: Findings, path: ConfigPath, issue: Issue): boolean {
  if (settled.size === 0) return false;
  for (let length = 0; length <= path.length; length++) if (settled.has(pathKey(path.slice(0, length)))) return true;
  return issue.code === 'invalid_union' && aboveSettled.has(pathKey(path));
}

function addKeys({ findings }: ParsedValue, path: ConfigPath, issue: z.core.$ZodIssueUnrecognizedKeys): void {
  for (const key of issue.keys) {
    if (isOfUser(issue.message)) findings.problems.add('unexpected', [...path, key], issue.message);
    else findings.problems.addUnexpected([...path, key], []);
  }
}

/** The issues of the member of a union that the value is meant for: one of its own kind, which fails deeper. */
function nearestMember(issue: Issue): readonly Issue[] | undefined {
  if (issue.code !== 'invalid_union' || isOfUser(issue.message)) return undefined;
  const ofItsKind = issue.errors.filter((issues) => !issues.some(isOtherKind));
  const nearest = ofItsKind.toSorted((a, b) => a.length - b.length)[0];
  return nearest?.map((nested) => ({ ...nested, path: [...issue.path, ...nested.path] }));
}

function isOtherKind({ path, code }: Issue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value' || code === 'invalid_union');
}

function isAboutType(issue: Issue): boolean {
  if (issue.code === 'invalid_union') return issue.errors.length > 0 && issue.errors.flat().every(isAboutType);
  return issue.code === 'invalid_type';
}

/** What is wrong with the value of a variable, without the value. */
function variableText(issue: Issue, { text }: Variable, findings: Findings): string {
  if (!isOfUser(issue.message)) return issueWords(issue, undefined);
  const masked = findings.secrets.mask(issue.message);
  // What was read from the text may be quoted in another spelling: `8` for `08`.
  const quotes = text.trim() !== '' && masked.includes(String(Number(text)));
  return quotes ? 'its value does not fit here' : masked;
}

/** Why a key of a record is not one. */
function keyText({ message, issues: [first] }: z.core.$ZodIssueInvalidKey): string {
  return messageText(isOfUser(message) || !first ? message : first.message);
}

function absentText(issue: Issue): string {
  if (isOfUser(issue.message)) return `missing required field: ${issue.message}`;
  const words =
    issue.code === 'invalid_value' ? constantWords(issue.values) : kindWords(issue).map(fieldWord).join(' or ');
  return `missing required field${words === '' ? '' : ` (${words})`}`;
}

/** Our words for an issue, with what the value that stands there adds to them. */
function issueWords(issue: Issue, given: unknown): string {
  if (issue.code === 'invalid_union') {
    const options = discriminatorsOf(issue);
    if (options.length > 0) return choiceText(options, given);
    const words = kindWords(issue);
    if (words.length === 0) return messageText(issue.message);
    return given === undefined
      ? `expected ${words.join(' or ')}`
      : `expected ${words.join(' or ')}, got ${kindWord(given)}`;
  }
  if (issue.code === 'invalid_type' && given === undefined) return `expected ${typeWord(issue.expected)}`;
  return issue.code === 'invalid_value' ? choiceText(issue.values, given) : messageText(issue.message);
}

/** `must be one of: append, replace; did you mean "append"?` */
function choiceText(constants: readonly unknown[], given: unknown): string {
  const texts = constants.filter((constant) => typeof constant === 'string');
  const near = typeof given === 'string' ? didYouMean(given, texts) : undefined;
  const hint = near === undefined ? '' : `; did you mean ${constantText(near)}?`;
  return `must be ${constantWords(constants)}${constants.length > 1 ? hint : ''}`;
}

/** The constants that tell the members of a union apart, where none fits. */
function discriminatorsOf(issue: Issue): readonly unknown[] {
  return (issue as { readonly options?: readonly unknown[] }).options ?? [];
}

/** What an issue says that it expects: types, constants, or those of the members of a union. */
function kindWords(issue: Issue): readonly string[] {
  if (issue.code === 'invalid_type') return [typeWord(issue.expected)];
  if (issue.code === 'invalid_value') return issue.values.map(constantText);
  if (issue.code !== 'invalid_union') return [];
  return [...new Set([...discriminatorsOf(issue).map(constantText), ...issue.errors.flat().flatMap(kindWords)])];
}
