import type { SourcePosition } from '../errors/config-error';

/** Turns offsets in a text into lines and columns, as editors count them. */
export class SourceLines {
  /** Offset of the first character of each line. */
  private readonly starts: readonly number[];

  constructor(
    readonly file: string,
    text: string,
  ) {
    this.starts = startsOfLines(text);
  }

  positionOf(offset: number): SourcePosition {
    const line = this.lineOf(offset);
    return { file: this.file, line: line + 1, column: offset - this.startOf(line) + 1 };
  }

  /** The line of an offset, from 0. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.startOf(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The offset at which a line (from 0) starts; one after the last line starts nowhere. */
  startOf(line: number): number {
    return this.starts[line] ?? Number.POSITIVE_INFINITY;
  }
}

/** LF, CRLF and CR end a line, as in YAML. */
function startsOfLines(text: string): number[] {
  const starts = [0];
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === 10 || (unit === 13 && text.charCodeAt(index + 1) !== 10)) starts.push(index + 1);
  }
  return starts;
}
