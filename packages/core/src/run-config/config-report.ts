import { type ConfigProblem, InvalidConfigError, type SourcePosition } from '../errors/config-error';

/** What a report is made of; `heading` says whose config it is: `Error in config for job notifAll`. */
export interface ConfigFault {
  readonly heading: string;
  readonly problems: readonly ConfigProblem[];
  readonly cause?: unknown;
}

const LISTED = 20;
const KEPT = 1000;
/** A longer place or path does not push the columns of the other lines further right. */
const WIDEST_COLUMN = 80;
/** Keys and values of a file are in the lines: they must neither break them nor steer the terminal. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const byText = new Intl.Collator('en', { numeric: true });

/**
 * All problems of a config as text for people: the heading with their number, then a line for each of the first 20.
 * They are ordered by their place in the file, those without one by their path.
 */
export function configReport({ heading, problems }: ConfigFault): string {
  return reportOf(heading, [...problems].sort(compareProblems));
}

/** The error with {@link configReport} as message; it keeps the first 1,000 problems. */
export function invalidConfig({ heading, problems, cause }: ConfigFault): InvalidConfigError {
  const ordered = [...problems].sort(compareProblems);
  return new InvalidConfigError({ report: reportOf(heading, ordered), errors: ordered.slice(0, KEPT), cause });
}

function reportOf(heading: string, ordered: readonly ConfigProblem[]): string {
  const count = ordered.length === 1 ? '1 error' : `${ordered.length} errors`;
  const rows = ordered.slice(0, LISTED).map(toRow);
  const places = columnOf(rows.map(({ place }) => place));
  const paths = columnOf(rows.map(({ path }) => path));
  const lines = rows.map(({ place, path, message }) => `  ${places(place)}${paths(path)}${message}`);
  const more = ordered.length > LISTED ? [`  … and ${ordered.length - LISTED} more`] : [];
  return [`${printable(heading)}: ${count}`, ...lines, ...more].join('\n');
}

function toRow({ position, path, message }: ConfigProblem) {
  const place = position === undefined ? '' : `${position.file}:${position.line}:${position.column}`;
  return { place: printable(place), path: printable(path), message: printable(message) };
}

/** Pads the texts of a column; a column without any text takes no room. */
function columnOf(texts: readonly string[]): (text: string) => string {
  const width = Math.min(WIDEST_COLUMN, Math.max(0, ...texts.map((text) => text.length)));
  return (text) => (width === 0 ? '' : `${text.padEnd(width)}   `);
}

function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function compareProblems(a: ConfigProblem, b: ConfigProblem): number {
  return comparePositions(a.position, b.position) || byText.compare(a.path, b.path);
}

/** By file, line and column; what has no place comes last. */
function comparePositions(a: SourcePosition | undefined, b: SourcePosition | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return byText.compare(a.file, b.file) || a.line - b.line || a.column - b.column;
}
