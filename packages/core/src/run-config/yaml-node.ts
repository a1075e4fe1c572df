import type { SourcePosition } from '../errors/config-error';
import type { SourceLines } from './source-lines';
import type { SourceNode } from './source-map';

/** Offsets of a mapping or list and of its members, in the order of the file. */
export interface NodeOffsets {
  readonly start: number;
  /** Names of the members; a list has none. */
  readonly names: readonly string[] | undefined;
  readonly keys: readonly number[];
  readonly values: readonly number[];
}

/** Places that are worked out when somebody asks: most are never asked for. */
export class YamlNode implements SourceNode {
  private keyPositions: ReadonlyMap<string, SourcePosition> | undefined;
  private valuePositions: ReadonlyMap<string, SourcePosition> | undefined;

  constructor(
    private readonly lines: SourceLines,
    private readonly offsets: NodeOffsets,
  ) {}

  get self(): SourcePosition {
    return this.lines.positionOf(this.offsets.start);
  }

  get keys(): ReadonlyMap<string, SourcePosition> {
    this.keyPositions ??= this.positionsOf(this.offsets.keys);
    return this.keyPositions;
  }

  get values(): ReadonlyMap<string, SourcePosition> {
    this.valuePositions ??= this.positionsOf(this.offsets.values);
    return this.valuePositions;
  }

  private positionsOf(offsets: readonly number[]): ReadonlyMap<string, SourcePosition> {
    const names = this.offsets.names;
    return new Map(offsets.map((offset, index) => [names?.[index] ?? String(index), this.lines.positionOf(offset)]));
  }
}
