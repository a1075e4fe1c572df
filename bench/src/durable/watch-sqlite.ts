import { readFileSync } from 'node:fs';
import { type Connection, type Statement, sqlite } from './driver';
import type { Meter } from './meter';

/** An ordinary disk waits so long for its platter or its controller, ms. */
const SLOW_SYNC = 5;

const nobody = new Int32Array(new SharedArrayBuffer(4));

/** From now on each commit of this thread waits as long as an ordinary disk takes to sync, whoever makes it. */
export function slowSyncs(): void {
  afterCommit(() => void Atomics.wait(nobody, 0, 0, SLOW_SYNC));
}

/** From now on what connections of this thread do is counted; rows of a connection when it is closed. */
export function sqliteMeter(): Meter {
  let [commits, rows] = [0, 0];
  afterCommit(() => {
    commits += 1;
  });
  const close: (this: Connection) => void = Reflect.get(sqlite.prototype, 'close');
  sqlite.prototype.close = function closeCounted(this: Connection) {
    const [row] = this.prepare('SELECT total_changes() AS n').all([]) as readonly [{ readonly n: number }];
    rows += row.n;
    close.call(this);
  };
  return { read: () => ({ commits, rows, bytes: writtenBytes() }) };
}

/** The product and the raw store commit by one prepared statement of the same text. */
function afterCommit(call: () => void): void {
  const prepare: (this: Connection, text: string) => Statement = Reflect.get(sqlite.prototype, 'prepare');
  sqlite.prototype.prepare = function prepareWatched(this: Connection, text: string) {
    const statement = prepare.call(this, text);
    if (text !== 'COMMIT') return statement;
    const run = statement.run.bind(statement);
    statement.run = (values) => {
      const result = run(values);
      call();
      return result;
    };
    return statement;
  };
}

/** Bytes that this process wrote to files and pipes; NaN where the system (not Linux) doesn't tell. */
function writtenBytes(): number {
  try {
    return Number(/^wchar: (\d+)/m.exec(readFileSync('/proc/self/io', 'latin1'))?.[1]);
  } catch {
    return Number.NaN;
  }
}

/** From now on statements of this thread are counted, those of transactions each. @returns how many there were */
export function countCalls(): () => number {
  let calls = 0;
  const prepare: (this: Connection, text: string) => Statement = Reflect.get(sqlite.prototype, 'prepare');
  sqlite.prototype.prepare = function prepareCounted(this: Connection, text: string) {
    const statement = prepare.call(this, text);
    const [run, all] = [statement.run.bind(statement), statement.all.bind(statement)];
    statement.run = (values) => {
      calls += 1;
      return run(values);
    };
    statement.all = (values) => {
      calls += 1;
      return all(values);
    };
    return statement;
  };
  return () => calls;
}
