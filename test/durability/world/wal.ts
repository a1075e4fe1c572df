/** The log of SQLite beside a database: a header of 32 bytes, then frames of 24 bytes and a page each. */
const HEADER = 32;
const FRAME_HEADER = 24;

/** Where a log can be cut: behind each of its frames, and inside of it. In bytes, ascending. */
export function cutsOf(wal: Buffer): readonly number[] {
  if (wal.length < HEADER) return [];
  const frame = FRAME_HEADER + wal.readUInt32BE(8);
  const cuts: number[] = [];
  for (let end = HEADER + frame; end <= wal.length; end += frame)
    cuts.push(end - frame + 8, end - frame / 2, end - 1, end);
  return cuts.map(Math.floor);
}
