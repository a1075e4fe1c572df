import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineJob, executeInProcess, FailureHook, Job, Op, openInstance, SuccessHook, type Wired } from '../src/index';

let folder: string;
let heard: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookline-'));
  heard = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

class Hooks {
  @SuccessHook() static ok() {
    heard.push('ok');
  }
  @FailureHook() static bad() {
    heard.push('bad');
  }
}

class Ops {
  @Op() a(): number {
    return 1;
  }
  @Op() b(_: number): void {
    throw new Error('no');
  }
  @Job({ hooks: [Hooks.ok, Hooks.bad] }) job(this: Wired<Ops>) {
    this.b(this.a());
  }
}

describe('openInstance', () => {
  it('opens a file for runs that outlive their process', async () => {
    const storage = `sqlite:${join(folder, 'deep', 'hookline.db')}`;
    const job = defineJob(Ops, 'job');
    {
      await using instance = await openInstance(storage, { name: 'shop', environment: 'test', storeGrace: '2s' });
      await executeInProcess(job, { instance, runId: 'r1', raiseOnError: false });
      expect(heard).toEqual(['ok', 'bad']);
    }
    await using again = await openInstance(storage);
    const run = await again.runs.get('r1');
    expect(run).toMatchObject({ location: 'shop', environment: 'test', status: 'failure', error: { message: 'no' } });
    expect([again.label, again.location]).toEqual([expect.stringContaining('hookline.db'), 'hookline-monorepo']);
    expect(again.environment).toBe(process.env['HOOKLINE_ENV'] ?? `local@${hostname()}`);
  });

  it('throws what the op threw, as without an instance', async () => {
    await using instance = await openInstance(`sqlite:${join(folder, 'x.db')}`);
    await expect(executeInProcess(defineJob(Ops, 'job'), { instance })).rejects.toThrow('no');
  });

  it.each<[string, readonly unknown[], string]>([
    ['a storage that is no text', [5], "Parameter 'storage' of openInstance() is 5"],
    ['options that are no object', ['sqlite:x.db', 'relaxed'], 'openInstance()'],
    ['an unknown option', ['sqlite:x.db', { durabillity: 'power' }], 'durability'],
    ['a wrong durability', ['sqlite:x.db', { durability: 'none' }], "Give 'power' or 'relaxed'."],
    ['an empty name', ['sqlite:x.db', { name: '' }], 'Give a text.'],
    ['a storeGrace that is no duration', ['sqlite:x.db', { storeGrace: 'soon' }], 'storeGrace'],
    ['an address of nothing that is known', ['mysql://x'], 'sqlite:'],
  ])('refuses %s', async (_, args, text) => {
    await expect(openInstance(...(args as [string]))).rejects.toThrow(text);
  });
});
