/** One level deeper. */
export function indent(line: string): string {
  return `  ${line}`;
}

/** Lines that are there to be taken out of the comment. */
export function asComment(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `# ${line}`);
}

/** A text as comment, line by line. */
export function commentLines(text: string | undefined): readonly string[] {
  return text === undefined ? [] : asComment(text.split(/\r\n|[\r\n\u0085\u2028\u2029]/));
}

/** True for a line that YAML does not read. */
export function isComment(line: string): boolean {
  return line.trimStart().startsWith('#');
}
