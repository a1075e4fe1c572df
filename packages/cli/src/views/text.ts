/** Text as it may go to a terminal: in one line, without control characters, which could do anything there. */
export function printable(text: string): string {
  return text
    .replace(/\s*[\r\n]+\s*/g, ' ⏎ ')
    .replace(UNSAFE, '�')
    .trim();
}

/** The same for text of several lines. */
export function printableLines(text: string): readonly string[] {
  return text.split(/\r?\n/).map((line) => line.replaceAll('\t', '  ').replace(UNSAFE, '�').trimEnd());
}

/** Control characters, and those that turn the direction of the text around them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Passwords in URLs, wherever they come from: storage that is named in a message, an address in an error. */
export function withoutPasswords(text: string): string {
  return text.replace(/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s/]+@/gi, '$1•••@');
}

/** Columns of a terminal that a text takes. */
export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const { segment } of SEGMENTS.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
const PLAIN = /^[\u0000-\u024f\u2010-\u203a\u2190-\u21ff\u2500-\u25ff]*$/;
/** East Asian wide characters, and emoji that are drawn as such. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\ufe0f/u;
const SEGMENTS = new Intl.Segmenter();

/** The text cut to a number of columns, with `…` where something is left out. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  if (width <= 0) return '';
  let taken = '';
  let room = width - 1;
  for (const { segment } of SEGMENTS.segment(text)) {
    room -= widthOf(segment);
    if (room < 0) break;
    taken += segment;
  }
  return `${taken.trimEnd()}…`;
}

/** The text with blanks up to a number of columns. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'left' ? text + blanks : blanks + text;
}
