import { EVENT_ID, type Event } from 'js-yaml';
import { InvariantError } from '../errors/definition-errors';
import { dashOffset, roundedNumber, type ScalarEvent, scalarOffset } from './node-offsets';
import type { SourceLines } from './source-lines';
import { setSource } from './source-map';
import type { YamlFault } from './yaml-fault';
import { YamlNode } from './yaml-node';
import type { Pairs } from './yaml-schema';

/** A document in its three forms: as text, as events of the parser, and as the values that were built of them. */
export interface YamlDocument {
  readonly text: string;
  readonly lines: SourceLines;
  readonly events: readonly Event[];
  readonly root: unknown;
  readonly pairsOf: ReadonlyMap<object, Pairs>;
}

/** Keys that could be taken for a prototype by whoever copies the config. */
const REFUSED_KEYS: readonly string[] = ['__proto__', 'constructor', 'prototype'];
const LONGEST_NAME = 60;

/** What {@link recordPositions} finds out. */
export interface Recorded {
  /** Where the root starts. */
  readonly start: number;
  /** What is wrong with keys and numbers. */
  readonly faults: readonly YamlFault[];
}

/** Notes for every mapping and list of a document where it and its members stand. */
export function recordPositions(document: YamlDocument): Recorded {
  const walk = new PositionWalk(document);
  return { start: walk.run() ?? 0, faults: walk.faults };
}

class PositionWalk {
  readonly faults: YamlFault[] = [];
  /** The next event. */
  private at = 0;
  /** Where the last event ended, as far as events tell. */
  private seen = 0;

  constructor(private readonly document: YamlDocument) {}

  run(): number | undefined {
    this.next(); // the document itself
    return this.node(this.document.root);
  }

  /** Walks over one node, with the value that was built of it; undefined if nothing stands there, as after `key:`. */
  private node(value: unknown): number | undefined {
    const event = this.next();
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return this.scalar(event, value);
      case EVENT_ID.ALIAS:
        this.seen = event.anchorEnd;
        return event.anchorStart - 1;
      case EVENT_ID.MAPPING:
        return this.mapping(event.start, value as object);
      case EVENT_ID.SEQUENCE:
        return this.list(event.start, value as readonly unknown[]);
      default:
        throw new InvariantError(`YAML has an event of type ${event.type} where a node should be.`);
    }
  }

  private scalar(event: ScalarEvent, value: unknown): number | undefined {
    const { text, lines } = this.document;
    const offset = scalarOffset(event, { text, lines, after: this.seen });
    this.seen = Math.max(this.seen, event.valueEnd, event.tagEnd, event.anchorEnd);
    const fault = roundedNumber(event, value, text);
    if (fault) this.faults.push(fault);
    // `!!map` and `!!seq` before nothing are an empty mapping and an empty list.
    if (typeof value === 'object' && value !== null) {
      setSource(value, new YamlNode(lines, { start: offset ?? 0, names: [], keys: [], values: [] }));
    }
    return offset;
  }

  private mapping(start: number, object: object): number {
    this.seen = start;
    const { names, values } = this.document.pairsOf.get(object) ?? { names: [], values: [] };
    const keys: number[] = [];
    const valueStarts: number[] = [];
    const seen = new Set<string>();
    for (const [index, name] of names.entries()) {
      // A key without text (`: value`) stands where its mapping does.
      const key = this.node(undefined) ?? start;
      this.checkKey(name, key, seen);
      const valueStart = this.node(values[index]);
      keys.push(key);
      // Nothing stands there after `key:`; whoever asks for the value looks at the key.
      valueStarts.push(valueStart ?? key);
    }
    this.next(); // the end of the mapping
    // The root is the file: what it lacks is told at its first line, not at its first key.
    const self = object === this.document.root ? 0 : start;
    setSource(object, new YamlNode(this.document.lines, { start: self, names, keys, values: valueStarts }));
    return start;
  }

  private list(start: number, items: readonly unknown[]): number {
    this.seen = start;
    const { text, lines } = this.document;
    const values: number[] = [];
    for (const item of items) {
      values.push(this.node(item) ?? dashOffset({ text, lines, start, after: values.at(-1) }));
    }
    this.next(); // the end of the list
    setSource(items, new YamlNode(lines, { start, names: undefined, keys: [], values }));
    return start;
  }

  private checkKey(name: string, offset: number, seen: Set<string>): void {
    if (REFUSED_KEYS.includes(name)) {
      this.faults.push({ code: 'unexpected', offset, message: `"${name}" must not be a key` });
    } else if (seen.has(name)) {
      this.faults.push({
        code: 'unexpected',
        offset,
        message: `key "${shortName(name)}" stands here twice; remove one`,
      });
    }
    seen.add(name);
  }

  private next(): Event {
    const event = this.document.events[this.at];
    this.at += 1;
    if (event) return event;
    throw new InvariantError('YAML has fewer events than values.');
  }
}

function shortName(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}
