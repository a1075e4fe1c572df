import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { openSqliteStore } from '@hookline/storage';
import { temporaryFolder } from './temporary-folder';

const folder = temporaryFolder();

/** A process that blocks its event loop; see `blocked.mjs`. */
async function run(path: string, mode: string): Promise<readonly [number | null, NodeJS.Signals | null]> {
  const child = spawn(process.execPath, [join(__dirname, 'processes', 'blocked.mjs'), path, mode], {
    stdio: 'inherit',
  });
  return (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
}

describe('the heart', () => {
  it('beats while the event loop is blocked', async () => {
    const path = folder.path('busy.db');
    expect(await run(path, 'never')).toEqual([0, null]);
    const store = await openSqliteStore({ path });
    const [row] = await store.liveProcesses();
    expect(row?.beat).toBeGreaterThan(5);
    expect(row?.reason).toBeUndefined();
    await store.close();
  });

  it('ends a process whose event loop stands still, and notes why', async () => {
    const path = folder.path('blocked.db');
    expect(await run(path, 'kill')).toEqual([null, 'SIGKILL']);
    const store = await openSqliteStore({ path });
    expect((await store.liveProcesses())[0]).toMatchObject({ id: 'p1', reason: 'loopBlocked', ended: undefined });
    await store.close();
  });

  it('notes that an event loop stands still, and tells when it turns again', async () => {
    const path = folder.path('warned.db');
    const child = spawn(process.execPath, [join(__dirname, 'processes', 'blocked.mjs'), path, 'warn'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exit = once(child, 'exit');
    const told = text(child.stdout);
    const store = await openSqliteStore({ path });
    const reason = async () => (await store.liveProcesses())[0]?.reason;
    while ((await reason()) !== 'loopBlocked') await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await exit).toEqual([0, null]);
    expect(await reason()).toBeUndefined();
    expect(Number(await told)).toBeGreaterThanOrEqual(1_500);
    await store.close();
  });

  it('spares a process whose event loop turns, however busy it is', async () => {
    const path = folder.path('turning.db');
    expect(await run(path, 'turning')).toEqual([0, null]);
  });

  it('keeps no process alive', async () => {
    expect(await run(folder.path('idle.db'), 'idle')).toEqual([0, null]);
  });

  it('stops before its first beat', async () => {
    const store = await openSqliteStore({ path: folder.path('stopped.db') });
    const stop = await store.startHeart({ processId: 'p1', loop: { limit: 60_000, kills: true } });
    await stop();
    await store.close();
  });
});
