import files from 'node:fs/promises';
import Libsql from 'libsql';
import type { FaultPoints } from './fault-points';

type Call = (...args: readonly unknown[]) => unknown;

/** The statements of a transaction, not those that read. */
const WRITES = /^\s*(BEGIN|COMMIT|ROLLBACK|INSERT|UPDATE|DELETE|CREATE|PRAGMA wal_checkpoint)/i;

/** Makes each statement that SQLite is given, and each step of a file beside it, a fault point before and after. */
export function addFinePoints(points: FaultPoints): void {
  const database = Libsql.prototype as unknown as Record<'prepare' | 'exec', Call>;
  const { prepare, exec } = database;
  database.prepare = function (this: unknown, text) {
    const statement = Reflect.apply(prepare, this, [text]) as Record<'run' | 'all', Call>;
    if (!WRITES.test(text as string)) return statement;
    for (const method of ['run', 'all'] as const)
      statement[method] = around(points, nameOf(text as string), bound(statement, method));
    return statement;
  };
  database.exec = function (this: unknown, text) {
    return around(points, nameOf(text as string), (...args) => Reflect.apply(exec, this, args))(text);
  };
  const module = files as unknown as Record<string, Call>;
  for (const name of ['open', 'link', 'unlink', 'rename', 'writeFile'])
    module[name] = around(points, `file ${name}`, module[name] as Call);
}

function bound(statement: Record<'run' | 'all', Call>, method: 'run' | 'all'): Call {
  const original = statement[method];
  return (...args) => Reflect.apply(original, statement, args);
}

/** `sql INSERT INTO events`. */
function nameOf(text: string): string {
  return `sql ${text.trim().split(/\s+/).slice(0, 3).join(' ')}`;
}

function around(points: FaultPoints, name: string, call: Call): Call {
  return (...args) => {
    points.pass(`${name} before`);
    const result = call(...args);
    if (!(result instanceof Promise)) {
      points.pass(`${name} after`);
      return result;
    }
    return result.then((value: unknown) => {
      points.pass(`${name} after`);
      return value;
    });
  };
}
