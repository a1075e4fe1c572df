import { InvariantError } from '../errors/definition-errors';
import { fromBase64 } from '../util/base64';
import { decodeError, type StoredError } from './encode-error';
import { TAG, TAG_START, type Tag, VIEWS, type ViewName } from './value-tags';

/**
 * The value that `encodeValue` wrote; what that could not keep is there in words.
 * @throws SyntaxError for a text that is no JSON
 * @throws InvariantError for one that a newer version wrote
 */
export function decodeValue(text: string): unknown {
  const parsed: unknown = JSON.parse(text);
  return text.includes(TAG_START) ? restoreValue(parsed) : parsed;
}

/** The same for a text that is parsed already, whose objects become the value. */
export function restoreValue(parsed: unknown): unknown {
  return new ValueReader().read(parsed);
}

/** A container whose parts are being restored, in place. */
interface Frame {
  readonly parts: Record<string, unknown> | unknown[];
  readonly keys: readonly string[] | undefined;
  readonly length: number;
  begun: number;
  /** A Map or Set takes its parts when they are all there. */
  readonly fill: ((parts: readonly unknown[]) => void) | undefined;
}

class ValueReader {
  /** In the order in which the writer numbered them. */
  private readonly objects: object[] = [];
  private readonly frames: Frame[] = [];

  read(root: unknown): unknown {
    const value = this.restore(root);
    for (let frame = this.frames.at(-1); frame; frame = this.frames.at(-1)) this.advance(frame);
    return value;
  }

  private advance(frame: Frame): void {
    if (frame.begun === frame.length) {
      this.frames.pop();
      frame.fill?.(frame.parts as readonly unknown[]);
      return;
    }
    const key = frame.keys ? (frame.keys[frame.begun] as string) : frame.begun;
    frame.begun += 1;
    // Also `__proto__` is an own property here, as JSON.parse makes it, so nothing but data is written.
    const parts = frame.parts as Record<PropertyKey, unknown>;
    const part = parts[key];
    if (typeof part === 'object' && part !== null) parts[key] = this.restore(part);
  }

  private restore(node: unknown): unknown {
    if (typeof node !== 'object' || node === null) return node;
    if (Array.isArray(node)) return this.list(node, node);
    const fields = node as Record<string, unknown>;
    const tag = Object.hasOwn(fields, TAG) ? fields[TAG] : undefined;
    return tag === undefined ? this.fields(fields) : this.tagged(tag as Tag, fields['value']);
  }

  private tagged(tag: Tag, value: unknown): unknown {
    switch (tag) {
      case 'undefined':
        return undefined;
      case 'number':
        return Number(value);
      case 'bigint':
        return BigInt(value as string);
      case 'lost':
        return `<${value as string}>`;
      case 'ref':
        return this.objects[value as number];
      case 'object':
      case 'instance':
        return this.fields(value as Record<string, unknown>);
      case 'null':
        return this.fields(Object.setPrototypeOf(value, null) as Record<string, unknown>);
      case 'Map':
        return this.map(value as unknown[]);
      case 'Set':
        return this.set(value as unknown[]);
      default:
        return this.known(leafOf(tag, value));
    }
  }

  private fields(parts: Record<string, unknown>): unknown {
    const keys = Object.keys(parts);
    this.frames.push({ parts, keys, length: keys.length, begun: 0, fill: undefined });
    return this.known(parts);
  }

  private list(parts: unknown[], value: object, fill?: Frame['fill']): unknown {
    this.frames.push({ parts, keys: undefined, length: parts.length, begun: 0, fill });
    return this.known(value);
  }

  private map(parts: unknown[]): unknown {
    const map = new Map();
    return this.list(parts, map, () => {
      for (let i = 0; i < parts.length; i += 2) map.set(parts[i], parts[i + 1]);
    });
  }

  private set(parts: unknown[]): unknown {
    const set = new Set();
    return this.list(parts, set, () => {
      for (const part of parts) set.add(part);
    });
  }

  private known(value: object): unknown {
    this.objects.push(value);
    return value;
  }
}

function leafOf(tag: Tag, value: unknown): object {
  switch (tag) {
    case 'Date':
      return new Date((value as string | null) ?? Number.NaN);
    case 'RegExp': {
      const [source, flags] = value as readonly [string, string];
      return new RegExp(source, flags);
    }
    case 'URL':
      return new URL(value as string);
    case 'Error':
      return decodeError(value as StoredError);
    default:
      return bytesOf(tag, value as string);
  }
}

function bytesOf(tag: Tag, value: string): object {
  if (tag !== 'Buffer' && tag !== 'ArrayBuffer' && !Object.hasOwn(VIEWS, tag)) throw unknownTag(tag);
  const bytes = fromBase64(value);
  if (tag === 'ArrayBuffer') return bytes.buffer;
  // A browser has no Buffer; what it would be there is its base.
  if (tag === 'Buffer') return typeof Buffer === 'undefined' ? bytes : Buffer.from(bytes.buffer);
  const View: new (buffer: ArrayBuffer) => ArrayBufferView = VIEWS[tag as ViewName];
  return new View(bytes.buffer);
}

function unknownTag(tag: string): InvariantError {
  return new InvariantError(
    `A stored value has the tag '${tag}': a newer version of Hookline wrote it, or it is damaged.`,
  );
}
