const PLAIN_KEY = /^[A-Za-z_][\w-]*$/;
/** Plain words that YAML, of one version or another, reads as something else than a text. */
const NOT_TEXT = /^(true|false|null|yes|no|on|off|y|n)$/i;

/** A key as it is written in YAML. */
export function yamlKey(key: string): string {
  return PLAIN_KEY.test(key) && !NOT_TEXT.test(key) ? key : JSON.stringify(key);
}

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
