import { type EVENT_ID, type Event, SCALAR_STYLE } from 'js-yaml';
import type { SourceLines } from './source-lines';
import type { YamlFault } from './yaml-fault';

/** Text, number, boolean or null. */
export type ScalarEvent = Extract<Event, { type: typeof EVENT_ID.SCALAR }>;

interface Place {
  readonly text: string;
  readonly lines: SourceLines;
}

/**
 * Where a scalar starts, its quote or block indicator included, its tag and anchor only if nothing else is there.
 * @param place `after` is the end of what stands before it
 * @returns undefined for an empty one
 */
export function scalarOffset(event: ScalarEvent, place: Place & { readonly after: number }): number | undefined {
  if (event.valueStart < 0) return propertiesOffset(event);
  switch (event.style) {
    case SCALAR_STYLE.SINGLE_QUOTED:
    case SCALAR_STYLE.DOUBLE_QUOTED:
      return event.valueStart - 1;
    case SCALAR_STYLE.LITERAL_BLOCK:
    case SCALAR_STYLE.FOLDED_BLOCK:
      return indicatorOffset(event, place);
    case SCALAR_STYLE.PLAIN:
      return event.valueStart;
  }
}

function propertiesOffset({ tagStart, anchorStart }: ScalarEvent): number | undefined {
  const starts = [tagStart, anchorStart - 1].filter((offset) => offset >= 0);
  return starts.length === 0 ? undefined : Math.min(...starts);
}

/** The `|` or `>` stands on the line before the text, behind all that belongs to the key. */
function indicatorOffset(event: ScalarEvent, { text, lines, after }: Place & { readonly after: number }): number {
  const header = lines.startOf(lines.lineOf(event.valueStart - 1));
  const from = Math.max(header, after, event.tagEnd, event.anchorEnd);
  const indicator = event.style === SCALAR_STYLE.LITERAL_BLOCK ? '|' : '>';
  const offset = text.indexOf(indicator, from);
  return offset >= 0 && offset < event.valueStart ? offset : event.valueStart;
}

/**
 * Where an empty item of a block list stands: at its dash, which is below the dash of the first item.
 * @param list `start` is its first dash, `after` where the item before stands, undefined for the first
 */
export function dashOffset(list: Place & { readonly start: number; readonly after: number | undefined }): number {
  const { text, lines, start, after } = list;
  if (after === undefined) return start;
  const column = start - lines.startOf(lines.lineOf(start));
  for (let line = lines.lineOf(after) + 1; lines.startOf(line) < text.length; line++) {
    const offset = lines.startOf(line) + column;
    if (/^ *-$/.test(text.slice(lines.startOf(line), offset + 1))) return offset;
  }
  return start;
}

/** Refuses a whole number that JavaScript would round: it is an id, and another one would come out. */
export function roundedNumber(event: ScalarEvent, value: unknown, text: string): YamlFault | undefined {
  if (typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value)) return undefined;
  if (!/^(?:[-+]?[0-9]+|0[xo][0-9a-fA-F]+)$/.test(text.slice(event.valueStart, event.valueEnd))) return undefined;
  const message = 'this number has too many digits to be exact; put it in quotes to keep it as text';
  return { code: 'value', offset: event.valueStart, message };
}
