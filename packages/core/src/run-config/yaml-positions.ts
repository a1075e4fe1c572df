import { EVENT_ID, type Event, SCALAR_STYLE } from 'js-yaml';
import { InvariantError } from '../errors/definition-errors';
import type { SourceLines } from './source-lines';
import { setSource } from './source-map';
import type { YamlFault } from './yaml-fault';
import { YamlNode } from './yaml-node';
import type { Pairs } from './yaml-schema';

type ScalarEvent = Extract<Event, { type: typeof EVENT_ID.SCALAR }>;

/** A document in two forms: as events of the parser, and as the values that were built of them. */
export interface YamlDocument {
  readonly lines: SourceLines;
  readonly events: readonly Event[];
  readonly root: object;
  readonly pairsOf: ReadonlyMap<object, Pairs>;
}

/** Keys that could be taken for a prototype by whoever copies the config. */
const REFUSED_KEYS: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/**
 * Notes for every mapping and list of a document where it and its members stand, and returns what is wrong with keys.
 */
export function recordPositions(document: YamlDocument): readonly YamlFault[] {
  const walk = new PositionWalk(document);
  walk.run();
  return walk.faults;
}

class PositionWalk {
  readonly faults: YamlFault[] = [];
  /** The next event. */
  private at = 0;

  constructor(private readonly document: YamlDocument) {}

  run(): void {
    this.next(); // the document itself
    this.node(this.document.root);
  }

  /** Walks over one node, with the value that was built of it, and returns where it stands. */
  private node(value: unknown): number {
    const event = this.next();
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return startOfScalar(event);
      case EVENT_ID.ALIAS:
        return event.anchorStart - 1;
      case EVENT_ID.MAPPING:
        return this.mapping(event.start, value as object);
      case EVENT_ID.SEQUENCE:
        return this.list(event.start, value as readonly unknown[]);
      default:
        throw new InvariantError(`YAML has an event of type ${event.type} where a node should be.`);
    }
  }

  private mapping(start: number, object: object): number {
    const { names, values } = this.document.pairsOf.get(object) ?? { names: [], values: [] };
    const keys: number[] = [];
    const valueStarts: number[] = [];
    const seen = new Set<string>();
    for (const [index, name] of names.entries()) {
      const key = this.node(undefined);
      this.checkKey(name, key, seen);
      const valueStart = this.node(values[index]);
      keys.push(key);
      // Nothing stands there after `key:`; whoever asks for the value looks at the key.
      valueStarts.push(valueStart < 0 ? key : valueStart);
    }
    this.next(); // the end of the mapping
    // The root is the file: what it lacks is told at its first line, not at its first key.
    const self = object === this.document.root ? 0 : start;
    setSource(object, new YamlNode(this.document.lines, { start: self, names, keys, values: valueStarts }));
    return start;
  }

  private list(start: number, items: readonly unknown[]): number {
    const values = items.map((item) => this.node(item));
    this.next(); // the end of the list
    setSource(items, new YamlNode(this.document.lines, { start, names: undefined, keys: [], values }));
    return start;
  }

  private checkKey(name: string, offset: number, seen: Set<string>): void {
    if (REFUSED_KEYS.includes(name)) {
      this.faults.push({ code: 'unexpected', offset, message: `"${name}" must not be a key` });
    } else if (seen.has(name)) {
      this.faults.push({ code: 'unexpected', offset, message: `key "${name}" stands here twice; remove one` });
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

/** Quotes belong to the value; a block text starts at its `|` or `>`, which the parser does not tell: at its text. */
function startOfScalar({ style, valueStart }: ScalarEvent): number {
  const quoted = style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED;
  return quoted ? valueStart - 1 : valueStart;
}
