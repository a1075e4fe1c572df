/** A small terminal: what a person would see of what was written to it, line by line. */
export function seen(written: string): readonly string[] {
  const lines = [''];
  let [row, column] = [0, 0];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what it reads
  for (const part of written.match(/\u001b\[\??\d*[A-Za-z]|[\s\S]/g) ?? []) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the same
    const [, count = '', letter] = /^\u001b\[\??(\d*)([A-Za-z])$/.exec(part) ?? [];
    const line = lines[row] ?? '';
    if (letter === 'A') row = Math.max(0, row - Number(count));
    else if (letter === 'K') lines[row] = count === '2' ? '' : line.slice(0, column);
    else if (part === '\r') column = 0;
    else if (part === '\n') [row, column] = [row + 1, 0];
    else if (letter === undefined) {
      lines[row] = line.slice(0, column).padEnd(column) + part + line.slice(column + 1);
      column += 1;
    }
    lines[row] ??= '';
  }
  return lines;
}
