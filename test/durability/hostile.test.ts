import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '@hookline/storage';
import { openInstance } from 'hookline';
import Libsql from 'libsql';
import type { Fault } from './program/protocol';
import { openAsUser } from './world/processes';
import type { Scene } from './world/scene';
import { Stage } from './world/stage';

const DAY = 86_400_000;
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage[Symbol.asyncDispose]());

/** In the middle of the run. */
const MIDDLE: Fault = { point: 'store commit before', nth: 12, action: 'kill' };

async function killed(scene: Scene, mode: 'fail' | 'auto' | 'queue' = 'fail'): Promise<void> {
  const executor = await stage.execute(
    scene.order({ job: mode === 'fail' ? 'fails' : 'resumes', mode }, { fault: MIDDLE }),
  ).ended;
  await stage.receiver.drained(executor.pid);
  expect(executor.signal).toBe('SIGKILL');
}

const saying = (pattern: RegExp): unknown => expect.stringMatching(pattern);

describe('a database in bad surroundings', () => {
  const open = async (path: string) => {
    await using instance = await openInstance(`sqlite:${path}`, { name: 'proof', environment: 'test' });
    return instance.label;
  };
  const folderOf = (name: string) => {
    const folder = join(stage.folder, name);
    mkdirSync(folder, { recursive: true });
    return folder;
  };
  const sound = async (name: string) => {
    const path = join(folderOf(name), 'proof.db');
    await (await openStore(`sqlite:${path}`)).close();
    return path;
  };

  it('is refused with a remedy where it is no database', async () => {
    const path = join(folderOf('text'), 'proof.db');
    writeFileSync(path, 'not a database, but longer than a header of one would be: '.repeat(40));
    const before = readFileSync(path);
    await expect(open(path)).rejects.toMatchObject({
      code: 'HOOKLINE_STORE_CORRUPT',
      message: saying(/move this one away/),
    });
    expect(readFileSync(path)).toEqual(before);
  });

  it('is refused with a remedy where its pages are damaged', async () => {
    const path = await sound('damaged');
    const bytes = readFileSync(path);
    bytes.fill(0x5a, 100, bytes.length);
    writeFileSync(path, bytes);
    await expect(open(path)).rejects.toMatchObject({
      code: saying(/^HOOKLINE_STORE_/),
      message: saying(/backup|report/),
    });
    expect(readFileSync(path)).toEqual(bytes);
  });

  it('is refused with a remedy where a newer version wrote it', async () => {
    const path = await sound('newer');
    const database = new Libsql(path);
    database.exec("UPDATE meta SET value = '999' WHERE key = 'schema'");
    database.close();
    await expect(open(path)).rejects.toMatchObject({
      code: 'HOOKLINE_STORE_SCHEMA',
      message: saying(/Update Hookline/),
    });
  });

  it('is refused with a remedy where another program holds its lock', async () => {
    const path = await sound('locked');
    const database = new Libsql(path);
    database.exec('BEGIN EXCLUSIVE');
    try {
      await expect(open(path)).rejects.toMatchObject({
        code: 'HOOKLINE_STORE_BUSY',
        message: saying(/Look for a process/),
      });
    } finally {
      database.exec('ROLLBACK');
      database.close();
    }
    await expect(open(path)).resolves.toContain('locked');
  });

  it('is refused with a remedy where it may only be read', async () => {
    const path = await sound('read-only');
    const place = join(path, '..');
    const before = readFileSync(path);
    const allow = (folders: number, files: number) => {
      for (const each of readdirSync(place)) chmodSync(join(place, each), files);
      chmodSync(place, folders);
    };
    chmodSync(stage.folder, 0o755);
    allow(0o555, 0o444);
    expect(await openAsUser(`sqlite:${path}`)).toMatchObject({
      uid: process.getuid?.() || 65_534,
      code: 'HOOKLINE_STORE_READ_ONLY',
      message: saying(/cannot write '.*read-only'.*Give this user the right/),
    });
    expect(readFileSync(path)).toEqual(before);
    // It was for this alone: where the same user may write, it opens.
    allow(0o777, 0o666);
    expect(await openAsUser(`sqlite:${path}`)).toMatchObject({ label: saying(/read-only/) });
  });

  it('is read as before from a copy with its log', async () => {
    await using scene = stage.newScene();
    await killed(scene);
    const folder = folderOf('copy');
    for (const end of ['', '-wal']) copyFileSync(`${scene.db}${end}`, join(folder, `proof.db${end}`));
    const store = await openStore(`sqlite:${join(folder, 'proof.db')}`);
    const copied = await store.readEvents(scene.runId, { after: 0, limit: 1_000 });
    await store.close();
    expect(copied).toEqual((await scene.read())?.events);
    expect(await stage.recover(scene)).toEqual([]);
  });
});

describe('several daemons on one file', () => {
  it('recover a run once, and lose nothing', async () => {
    await using scene = stage.newScene();
    await killed(scene, 'queue');
    await using first = stage.newRecoverer();
    await using second = stage.newRecoverer();
    const order = scene.recovery({ mode: 'daemon', heart: true });
    const reports = await Promise.all([first.recover(order), second.recover(order)]);
    expect(reports.map((report) => [report?.error, report?.left])).toEqual([
      [undefined, []],
      [undefined, []],
    ]);
    expect(await scene.broken()).toEqual([]);
    expect((await scene.read())?.row).toMatchObject({ epoch: 2, recoveries: 1, status: 'success' });
  });
});

describe('a clock that jumps', () => {
  it.each([DAY, -DAY])('by %d ms between two processes loses nothing', async (offset) => {
    await using scene = stage.newScene();
    await killed(scene);
    const { clock } = scene.recovery();
    // What is due by the clock of the one may not be by that of the other, which then leaves it.
    await stage.recover(scene, { clock: { ...clock, offset }, patience: 2_000 });
    expect(await stage.recover(scene, { clock: { ...clock, offset: Math.max(0, offset) } })).toEqual([]);
    expect(await scene.broken()).toEqual([]);
  });
});
