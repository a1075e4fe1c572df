import { type InfoRecord, parse } from 'csv-parse/sync';
import { REQUIRED_COLUMNS } from './daily-weather';

/** A row of a CSV file, unchecked. */
export interface CsvRow {
  /** Where the row ends in the file, from 1; the header is line 1. */
  readonly line: number;
  /** Column → text; a row that is too short lacks the last ones. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What the parser gives with the option `info`. */
interface ParsedRow {
  readonly info: InfoRecord;
  readonly record: Readonly<Record<string, string>>;
}

/**
 * The rows of a CSV text with a header.
 * @throws Error when the text is no CSV, or lacks a column
 */
export function parseCsv(text: string): CsvRow[] {
  const rows = parse<ParsedRow>(text, {
    bom: true,
    columns: checkHeader,
    info: true,
    // A row with too few or too many fields is for the validation to reject, not a reason to give up the file.
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  });
  return rows.map(({ info, record }) => ({ line: info.lines, fields: record }));
}

function checkHeader(header: readonly string[]): string[] {
  const missing = REQUIRED_COLUMNS.filter((column) => !header.includes(column));
  if (missing.length === 0) return [...header];
  throw new Error(`The file lacks the columns ${missing.join(', ')}; its header is: ${header.join(', ')}`);
}
