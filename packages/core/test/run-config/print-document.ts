import fc from 'fast-check';
import type { ConfigPath } from '../../src/run-config/locate';

/** A tree of data with the form in which each part is written. */
export type Printed =
  | { readonly kind: 'scalar'; readonly value: string | number | boolean | null; readonly plain: boolean }
  | { readonly kind: 'list'; readonly items: readonly Printed[]; readonly flow: boolean }
  | { readonly kind: 'mapping'; readonly entries: readonly Entry[]; readonly flow: boolean };

interface Entry {
  readonly key: string;
  readonly value: Printed;
  /** Stands above the entry in block style. */
  readonly comment: string | undefined;
}

/** How a whole document is written. */
export interface Layout {
  readonly newline: '\n' | '\r\n' | '\r';
  readonly mark: boolean;
  readonly start: boolean;
}

/** Texts that need no quotes; without `e`, so none of them is `true` or `false`, and without `l`, so none is `null`. */
const WORDS = /^[a-df-km-z]+$/;
const key = fc.oneof(
  fc.stringMatching(/^[a-z]{1,4}$/).filter((text) => text !== 'env'),
  fc.constantFrom('a|b', '#', '1', 'a: b', '😀', '- x', 'ä "quoted"', '', '*', 'toString'),
);
const scalar: fc.Arbitrary<Printed> = fc.record({
  kind: fc.constant('scalar'),
  value: fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom('😀', '~', 'null', 'true', '12', ': ', ' #', "it's", '', '|', 'two\nlines'),
    fc.integer(),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((number) => (number === 0 ? 0 : number)),
    fc.boolean(),
    fc.constant(null),
  ),
  plain: fc.boolean(),
});

const { tree } = fc.letrec<{ tree: Printed; list: Printed; mapping: Printed }>((tie) => ({
  tree: fc.oneof({ maxDepth: 4, depthSize: 'small' }, scalar, tie('list'), tie('mapping')),
  list: fc.record({
    kind: fc.constant('list'),
    items: fc.array(tie('tree'), { maxLength: 3 }),
    flow: fc.boolean(),
  }),
  mapping: entriesOf(tie('tree')),
}));

function entriesOf(value: fc.Arbitrary<Printed>): fc.Arbitrary<Extract<Printed, { kind: 'mapping' }>> {
  const comment = fc.option(fc.constantFrom('', '# a: b', '#'), { nil: undefined });
  const entries = fc.uniqueArray(fc.record({ key, value, comment }), { maxLength: 3, selector: (entry) => entry.key });
  return fc.record({ kind: fc.constant('mapping'), entries, flow: fc.boolean() });
}

/** Any mapping. */
export const printedMapping = entriesOf(tree);

/** Any layout. */
export const anyLayout: fc.Arbitrary<Layout> = fc.record({
  newline: fc.constantFrom('\n', '\n', '\r\n', '\r'),
  mark: fc.boolean(),
  start: fc.boolean(),
});

/** The data that is written. */
export function dataOf(printed: Printed): unknown {
  switch (printed.kind) {
    case 'scalar':
      return printed.value;
    case 'list':
      return printed.items.map(dataOf);
    case 'mapping':
      return Object.fromEntries(printed.entries.map((entry) => [entry.key, dataOf(entry.value)]));
  }
}

/** `line:column`, both from 1, columns in UTF-16 units. */
export type Place = string;

/** A part of a document with its places. */
export interface Placed {
  readonly path: ConfigPath;
  readonly printed: Printed;
  /** Of the key; absent for items of lists. */
  readonly key: Place | undefined;
  readonly value: Place;
}

/** A document as text, and all its parts below the root. */
export interface PrintedDocument {
  readonly text: string;
  readonly parts: readonly Placed[];
}

/** Writes a mapping as YAML. */
export function printDocument(root: Printed, layout: Layout): PrintedDocument {
  return new Printer(layout).print(root);
}

class Printer {
  private readonly lines = [''];
  private readonly parts: Placed[] = [];

  constructor(private readonly layout: Layout) {
    if (layout.start) this.lines[0] = '---';
  }

  print(root: Printed): PrintedDocument {
    this.value(root, { path: [], indent: 0 }, undefined);
    const text = this.lines.join(this.layout.newline) + this.layout.newline;
    return { text: (this.layout.mark ? '\ufeff' : '') + text, parts: this.parts };
  }

  private get place(): Place {
    return `${this.lines.length}:${(this.lines.at(-1) ?? '').length + 1}`;
  }

  private write(text: string): void {
    this.lines.push((this.lines.pop() ?? '') + text);
  }

  /** A new line, unless the current one is still empty. */
  private startLine(indent: number): void {
    if (this.lines.at(-1) !== '') this.lines.push('');
    this.write(' '.repeat(indent));
  }

  private value(printed: Printed, at: At, keyPlace: Place | undefined): void {
    const isBlock = isBlockStyle(printed) && !at.inFlow;
    if (isBlock) {
      const first = printed.kind === 'mapping' ? printed.entries[0]?.comment : undefined;
      this.startLine(at.indent);
      if (first !== undefined) this.comment(first, at.indent);
    } else if (!/(^|[\s[{])$/.test(this.lines.at(-1) ?? '')) this.write(' ');
    if (at.path.length > 0) this.parts.push({ path: at.path, printed, key: keyPlace, value: this.place });
    if (isBlock)
      return printed.kind === 'list' ? this.blockList(printed.items, at) : this.blockMapping(printed.entries, at);
    this.flow(printed, at);
  }

  private comment(text: string, indent: number): void {
    this.write(text);
    this.lines.push(' '.repeat(indent));
  }

  private blockMapping(entries: readonly Entry[], { path, indent }: At): void {
    for (const [index, { key: name, value, comment }] of entries.entries()) {
      if (index > 0) {
        this.startLine(indent);
        if (comment !== undefined) this.comment(comment, indent);
      }
      const keyPlace = this.place;
      this.write(`${keyText(name)}:`);
      this.value(value, { path: [...path, name], indent: indent + 2 }, keyPlace);
    }
  }

  private blockList(items: readonly Printed[], { path, indent }: At): void {
    for (const [index, item] of items.entries()) {
      if (index > 0) this.startLine(indent);
      this.write('-');
      this.value(item, { path: [...path, String(index)], indent: indent + 2 }, undefined);
    }
  }

  private flow(printed: Printed, { path, indent }: At): void {
    const inside = (name: string) => ({ path: [...path, name], indent, inFlow: true });
    if (printed.kind === 'scalar') return this.write(scalarText(printed));
    this.write(printed.kind === 'list' ? '[' : '{');
    if (printed.kind === 'list') {
      for (const [index, item] of printed.items.entries()) {
        if (index > 0) this.write(',');
        this.value(item, inside(String(index)), undefined);
      }
    } else {
      for (const [index, { key: name, value }] of printed.entries.entries()) {
        this.write(index > 0 ? ', ' : ' ');
        const keyPlace = this.place;
        this.write(`${keyText(name)}:`);
        this.value(value, inside(name), keyPlace);
      }
    }
    this.write(printed.kind === 'list' ? ']' : ' }');
  }
}

interface At {
  readonly path: ConfigPath;
  readonly indent: number;
  readonly inFlow?: boolean;
}

type Container = Exclude<Printed, { kind: 'scalar' }>;

/** Empty containers can only be written in flow style. */
function isBlockStyle(printed: Printed): printed is Container {
  if (printed.kind === 'scalar' || printed.flow) return false;
  return (printed.kind === 'list' ? printed.items : printed.entries).length > 0;
}

function keyText(name: string): string {
  return WORDS.test(name) ? name : JSON.stringify(name);
}

function scalarText({ value, plain }: Extract<Printed, { kind: 'scalar' }>): string {
  if (typeof value !== 'string' || (plain && WORDS.test(value))) return String(value);
  return plain && !value.includes('\n') ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value);
}
