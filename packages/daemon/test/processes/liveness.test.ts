import type { ProcessRow } from '@hookline/core/spi';
import { Liveness } from '../../src/processes/liveness';
import { ownIdentity } from '../../src/processes/process-identity';
import { startChild } from './child';

const own = ownIdentity();
const ELSEWHERE = { host: 'other/0123456789abcdef', bootId: 'boot/pid:[1]', pid: 1, started: '1' };

function processRow(change: Partial<ProcessRow> = {}): ProcessRow {
  return {
    id: 'p',
    ...ELSEWHERE,
    location: 'billing',
    environment: 'local',
    role: 'daemon',
    beat: 1,
    ended: undefined,
    ...change,
  };
}

describe('Liveness', () => {
  it('takes a process of another machine for dead that shows one beat for 15 s', () => {
    const liveness = new Liveness(own);
    const row = processRow();
    for (let at = 0; at < 15_000; at += 1_500) expect(liveness.deadOf([row], at)).toEqual([]);
    expect(liveness.deadOf([row], 15_000)).toEqual([{ row, silence: 15_000 }]);
  });

  it('starts again with each beat', () => {
    const liveness = new Liveness(own);
    for (let at = 0; at <= 60_000; at += 1_500)
      expect(liveness.deadOf([processRow({ beat: Math.floor(at / 12_000) })], at)).toEqual([]);
  });

  it('knows at once that a process of this machine is gone', async () => {
    const child = await startChild();
    const row = processRow(child.identity);
    const liveness = new Liveness(own);
    expect(liveness.deadOf([row], 0)).toEqual([]);
    await child.kill();
    expect(liveness.deadOf([row], 1)).toEqual([{ row, silence: undefined }]);
  });

  it('takes a process of this machine for dead that is stopped: its heart stands still', async () => {
    const child = await startChild();
    child.signal('SIGSTOP');
    const row = processRow(child.identity);
    const liveness = new Liveness(own);
    for (let at = 0; at < 15_000; at += 1_500) expect(liveness.deadOf([row], at)).toEqual([]);
    expect(liveness.deadOf([row], 15_000)).toEqual([{ row, silence: 15_000 }]);
    await child.kill();
  });

  it('does not take others for dead because it stood still itself, or could not reach the store', () => {
    const liveness = new Liveness(own);
    const row = processRow();
    liveness.deadOf([row], 0);
    expect(liveness.deadOf([row], 60_000)).toEqual([]);
    expect(liveness.deadOf([processRow({ beat: 2 })], 63_000)).toEqual([]);
  });

  it('bears a clock that jumps back', () => {
    const liveness = new Liveness(own);
    liveness.deadOf([processRow()], 10_000);
    expect(liveness.deadOf([processRow()], 0)).toEqual([]);
  });

  it('forgets processes that have ended', () => {
    const liveness = new Liveness(own, 1_000);
    liveness.deadOf([processRow()], 0);
    liveness.deadOf([], 500);
    expect(liveness.deadOf([processRow()], 2_000)).toEqual([]);
  });

  it('is unsure of those that have shown no sign of life yet', () => {
    const liveness = new Liveness(own, 3_000);
    expect(liveness.isUnsure).toBe(false);
    liveness.deadOf([processRow()], 0);
    expect(liveness.isUnsure).toBe(true);
    liveness.deadOf([processRow({ beat: 2 })], 1_000);
    expect(liveness.isUnsure).toBe(false);
  });

  it('is sure of one that was silent for long enough', () => {
    const liveness = new Liveness(own, 3_000);
    liveness.deadOf([processRow()], 0);
    liveness.deadOf([processRow()], 3_000);
    expect(liveness.isUnsure).toBe(false);
  });
});
