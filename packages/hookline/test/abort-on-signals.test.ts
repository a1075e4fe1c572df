import {
  abortOnSignals,
  defineJob,
  executeInProcess,
  Job,
  Op,
  type OpContext,
  SignalReceived,
  type Wired,
} from '../src/index';

class Ops {
  @Op() wait({ signal }: OpContext): Promise<never> {
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      process.emit('SIGTERM');
    });
  }
  @Job() job(this: Wired<Ops>) {
    this.wait();
  }
}

describe('abortOnSignals', () => {
  it('cancels a run with the signal as reason, and takes its handlers off', async () => {
    const before = process.listenerCount('SIGTERM') + process.listenerCount('SIGINT');
    const running = executeInProcess(defineJob(Ops, 'job'), { signal: abortOnSignals() });
    await expect(running).rejects.toMatchObject({ name: 'SignalReceived', signal: 'SIGTERM' });
    await expect(running).rejects.toBeInstanceOf(SignalReceived);
    expect(process.listenerCount('SIGTERM') + process.listenerCount('SIGINT')).toBe(before);
  });

  it.each([[[]], ['SIGINT'], [['SIGKILL']], [null], [[undefined]], [10n], [[10n]]])(
    'refuses %p as list of signals',
    (signals) => {
      expect(() => abortOnSignals(signals as never)).toThrow(/^Parameter 'signals(\[0\])?' of abortOnSignals\(\) is /);
    },
  );
});

describe('a disposed signal', () => {
  it('has taken its handlers off', () => {
    const before = process.listenerCount('SIGINT');
    {
      using signal = abortOnSignals(['SIGINT']);
      expect([signal.aborted, process.listenerCount('SIGINT')]).toEqual([false, before + 1]);
    }
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});
