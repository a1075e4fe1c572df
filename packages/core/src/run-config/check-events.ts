import { EVENT_ID, type Event, SCALAR_STYLE } from 'js-yaml';
import { assertNever } from '../util/assert-never';
import type { YamlFault } from './yaml-fault';

/** Mappings and lists in each other, aliases followed; js-yaml counts the same without aliases. */
export const DEEPEST_NESTING = 100;
/** Nodes that all aliases of a document stand for together (S31). */
const MOST_ALIASED_NODES = 100_000;

/** A document, mapping or list, with what is in it so far. */
interface Part {
  readonly kind: 'document' | 'mapping' | 'list';
  children: number;
  nodes: number;
  height: number;
  open: boolean;
}

const SCALAR: Part = { kind: 'list', children: 0, nodes: 1, height: 0, open: false };

/**
 * The first thing in a document that YAML allows but run config does not: aliases that stand for too much or for what
 * they are in, keys that are no text, merge keys. To be called before anything is built of the events.
 */
export function checkEvents(events: readonly Event[], text: string): YamlFault | undefined {
  const check = new EventCheck(text);
  for (const event of events) {
    const fault = check.next(event);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

class EventCheck {
  private readonly parts: Part[] = [];
  private readonly anchors = new Map<string, Part>();
  private aliased = 0;

  constructor(private readonly text: string) {}

  next(event: Event): YamlFault | undefined {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        this.parts.push({ kind: 'document', children: 0, nodes: 0, height: 0, open: true });
        return undefined;
      case EVENT_ID.POP:
        return this.close();
      case EVENT_ID.SCALAR:
        return this.scalar(event);
      case EVENT_ID.ALIAS:
        return this.alias(event);
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE:
        return this.open(event);
      default:
        return assertNever(event);
    }
  }

  private scalar(event: Extract<Event, { type: typeof EVENT_ID.SCALAR }>): YamlFault | undefined {
    const isKey = this.expectsKey();
    this.anchor(event, SCALAR);
    this.add(SCALAR);
    const isMerge = isKey && event.style === SCALAR_STYLE.PLAIN && event.valueEnd - event.valueStart === 2;
    if (!isMerge || !this.text.startsWith('<<', event.valueStart)) return undefined;
    const message = 'merge keys (<<) are not part of YAML 1.2; write the keys out, or use an alias for a whole value';
    return { code: 'unexpected', offset: event.valueStart, message };
  }

  private open(event: Extract<Event, { start: number }>): YamlFault | undefined {
    if (this.expectsKey()) return complexKey(event.start);
    const kind = event.type === EVENT_ID.MAPPING ? 'mapping' : 'list';
    const part: Part = { kind, children: 0, nodes: 1, height: 1, open: true };
    this.anchor(event, part);
    this.parts.push(part);
    return undefined;
  }

  private close(): undefined {
    const part = this.parts.pop();
    if (part === undefined) return;
    part.open = false;
    this.add(part);
  }

  private alias(event: Extract<Event, { type: typeof EVENT_ID.ALIAS }>): YamlFault | undefined {
    const offset = event.anchorStart - 1;
    const name = this.text.slice(event.anchorStart, event.anchorEnd);
    const target = this.anchors.get(name);
    if (target === undefined) return unknownAlias(offset, name);
    if (target.open) return { code: 'value', offset, message: `alias *${name} stands inside what it stands for` };
    if (target.height > 0 && this.expectsKey()) return complexKey(offset);
    this.aliased += target.nodes;
    if (this.aliased > MOST_ALIASED_NODES) return tooMuch(offset, name);
    // The document is one of the parts, but no level of nesting.
    if (this.parts.length - 1 + target.height > DEEPEST_NESTING) return tooDeep(offset, name);
    this.add(target);
    return undefined;
  }

  private anchor(event: { readonly anchorStart: number; readonly anchorEnd: number }, part: Part): void {
    if (event.anchorStart >= 0) this.anchors.set(this.text.slice(event.anchorStart, event.anchorEnd), part);
  }

  /** Counts a finished child to what it is in. */
  private add(child: Part): void {
    const parent = this.parts.at(-1);
    if (parent === undefined) return;
    parent.children++;
    parent.nodes += child.nodes;
    parent.height = Math.max(parent.height, child.height + 1);
  }

  private expectsKey(): boolean {
    const parent = this.parts.at(-1);
    return parent?.kind === 'mapping' && parent.children % 2 === 0;
  }
}

function complexKey(offset: number): YamlFault {
  const message = 'a key must be text, not a mapping or a list; if {…} or […] is meant as text, put it in quotes';
  return { code: 'type', offset, message };
}

function unknownAlias(offset: number, name: string): YamlFault {
  const message = `no anchor &${name} stands before alias *${name}; if the asterisk is meant as text, put it in quotes`;
  return { code: 'value', offset, message };
}

function tooMuch(offset: number, name: string): YamlFault {
  const message = `with alias *${name}, aliases stand for more than 100,000 values; use fewer aliases of aliases`;
  return { code: 'value', offset, message };
}

function tooDeep(offset: number, name: string): YamlFault {
  const message = `with alias *${name}, values are nested more than ${DEEPEST_NESTING} levels deep`;
  return { code: 'value', offset, message };
}
