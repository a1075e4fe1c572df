import type { Look } from './look';
import { cut, pad, widthOf } from './text';

/** A text in a table, with how it is painted. */
export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

/** A column of a table. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** May be cut down to this many characters where the terminal is narrow; columns without it keep their width. */
  readonly least?: number;
}

const GAP = '  ';

/**
 * Rows in padded columns under a line of titles; the last column is not padded, and columns without a text are left out. Without rows
 * there is nothing.
 */
export function table(columns: readonly Column[], rows: readonly (readonly Cell[])[], look: Look): string[] {
  if (rows.length === 0) return [];
  const used = columns.map((_, index) => index).filter((index) => rows.some((row) => row[index]?.text));
  const kept = used.map((index) => columns[index] as Column);
  const cells = rows.map((row) => used.map((index) => row[index] as Cell));
  const widths = fitWidths(kept, cells, look.width);
  const titles = kept.map(({ title }): Cell => ({ text: title, paint: look.colors.dim }));
  return [titles, ...cells].map((row) => tableLine(row, kept, widths));
}

function tableLine(row: readonly Cell[], columns: readonly Column[], widths: readonly number[]): string {
  const parts = row.map(({ text, paint = String }, index) => {
    const width = widths[index] as number;
    const shown = cut(text, width);
    const isLast = index === row.length - 1;
    const blanks = pad('', width - widthOf(shown));
    if (columns[index]?.align === 'right') return blanks + paint(shown);
    return shown === '' ? blanks : paint(shown) + (isLast ? '' : blanks);
  });
  return parts.join(GAP).trimEnd();
}

/** Natural widths; where they are too wide together, those that may shrink do, the widest first. */
function fitWidths(columns: readonly Column[], rows: readonly (readonly Cell[])[], total: number): readonly number[] {
  const widths = columns.map(({ title }, index) =>
    Math.max(widthOf(title), ...rows.map((row) => widthOf(row[index]?.text ?? ''))),
  );
  let excess = widths.reduce((sum, width) => sum + width, GAP.length * (columns.length - 1)) - total;
  while (excess > 0) {
    const widest = widestShrinkable(columns, widths);
    if (widest === undefined) break;
    widths[widest] = (widths[widest] as number) - 1;
    excess -= 1;
  }
  return widths;
}

function widestShrinkable(columns: readonly Column[], widths: readonly number[]): number | undefined {
  let widest: number | undefined;
  for (const [index, { least, title }] of columns.entries()) {
    if (least === undefined || (widths[index] as number) <= Math.max(least, widthOf(title))) continue;
    if (widest === undefined || (widths[index] as number) > (widths[widest] as number)) widest = index;
  }
  return widest;
}
