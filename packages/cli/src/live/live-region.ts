import type { CliWorld, WriteWatch } from '../cli-world';

const ESCAPE = '\u001b[';
/** Stops the terminal from showing half a picture; those that do not know it do nothing. */
const BEGIN = `${ESCAPE}?2026h`;
const END = `${ESCAPE}?2026l`;

/** Lines at the end of a terminal that are drawn over; what else is written stands above them. */
export class LiveRegion implements Disposable {
  private lines: readonly string[] = [];
  private drawn = 0;
  /** Other code is in the middle of a line. */
  private isBroken = false;
  private readonly watch: WriteWatch;

  constructor(world: Pick<CliWorld, 'watchWrites'>) {
    this.watch = world.watchWrites({ before: () => this.erase(), after: (text) => this.restore(text) });
  }

  /** Shows these lines in place of those before; none may be wider than the terminal. */
  draw(lines: readonly string[]): void {
    this.lines = lines;
    if (!this.isBroken) this.write(`${BEGIN}${this.picture()}${END}`);
  }

  /** Takes the lines away; the next output stands in their place. */
  [Symbol.dispose](): void {
    this.erase();
    if (this.isBroken) this.write('\n');
    this.watch[Symbol.dispose]();
  }

  private restore(text: string): void {
    this.isBroken = !text.endsWith('\n');
    if (!this.isBroken && this.lines.length > 0) this.write(this.picture());
  }

  private erase(): void {
    if (this.drawn > 0) this.write(this.eraser());
  }

  /** Line by line: some terminals keep a picture of what is cleared at once from the top of the screen on. */
  private eraser(): string {
    const up = this.up();
    const lines = `${ESCAPE}2K\n`.repeat(this.drawn);
    this.drawn = 0;
    return `${up}${lines}${up}`;
  }

  /** Over the lines before, which do not flicker when they are the same. */
  private picture(): string {
    const up = this.up();
    const surplus = Math.max(0, this.drawn - this.lines.length);
    this.drawn = this.lines.length;
    const rest = surplus === 0 ? '' : `${`${ESCAPE}2K\n`.repeat(surplus)}${ESCAPE}${surplus}A`;
    return up + this.lines.map((line) => `${line}${ESCAPE}K\n`).join('') + rest;
  }

  private up(): string {
    return this.drawn > 0 ? `${ESCAPE}${this.drawn}A\r` : '';
  }

  private write(text: string): void {
    this.watch.write(text);
  }
}
