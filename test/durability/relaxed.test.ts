import { join } from 'node:path';
import { type OpenInstanceOptions, openInstance } from 'hookline';
import Libsql from 'libsql';
import type { RunOrder } from './program/protocol';
import { killAt, randomOf, spread } from './world/sample';
import { bounded, say, seed, tell } from './world/settings';
import { forEach, Stage } from './world/stage';

const random = randomOf(seed + 3);
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage[Symbol.asyncDispose]());

const CASES: readonly Pick<RunOrder, 'job' | 'mode'>[] = [
  { job: 'fails', mode: 'fail' },
  { job: 'resumes', mode: 'auto' },
];
const RELAXED = { durability: 'relaxed' } as const;

describe('the connection of an instance', () => {
  /** `PRAGMA synchronous` of what is opened, by the numbers of SQLite. */
  async function synchronousOf(name: string, options: Pick<OpenInstanceOptions, 'durability'>): Promise<unknown> {
    const opened = new Set<Libsql.Database>();
    const exec = Reflect.get(Libsql.prototype, 'exec') as (this: Libsql.Database, text: string) => void;
    const watch = jest.spyOn(Libsql.prototype, 'exec').mockImplementation(function (this: Libsql.Database, text) {
      opened.add(this);
      exec.call(this, text);
      return this;
    });
    const path = join(stage.folder, `${name}.db`);
    await using _instance = await openInstance(`sqlite:${path}`, { name, environment: 'test', ...options });
    watch.mockRestore();
    return [...opened].map((one) => one.prepare('PRAGMA synchronous').all());
  }

  it('waits for the disk unless it is told not to', async () => {
    expect(await synchronousOf('default', {})).toEqual([[{ synchronous: 2 }]]);
    expect(await synchronousOf('power', { durability: 'power' })).toEqual([[{ synchronous: 2 }]]);
    expect(await synchronousOf('relaxed', { durability: 'relaxed' })).toEqual([[{ synchronous: 1 }]]);
  });
});

describe(`a process that is killed and does not wait for the disk (seed ${seed})`, () => {
  it.each(CASES)('loses nothing of a run with resume: $mode', async (kind) => {
    const dry = await stage.play(kind, undefined, RELAXED);
    expect(dry.broken).toEqual([]);
    const points = dry.executor.report?.points ?? [];
    // Those around commits and effects: what was said to be committed must be there.
    const told = points.filter((point) => /^(store commit|op|hook|sql COMMIT)/.test(point));
    const chosen = spread(told.slice(told.length / 10), bounded(5), random);
    const failures: string[] = [];
    let killed = 0;
    await forEach(chosen, async (point) => {
      const { executor, broken } = await stage.play(kind, killAt(point), RELAXED);
      if (executor.signal === 'SIGKILL') killed += 1;
      if (broken.length > 0) tell(failures, `${point}: ${broken.join('; ')}`);
    });
    say(`relaxed, resume ${kind.mode}: ${told.length} points, killed at ${killed} of ${chosen.length}`);
    expect(failures).toEqual([]);
    expect(killed).toBeGreaterThan(0);
  });
});
