import { runProgram } from './child-process';

const SIGNAL = '{ signal: h.abortOnSignals(), gracePeriod: "200ms" }';

describe('a process that gets SIGTERM', () => {
  it('while an op runs: it is cancelled, its hooks fire, and the process ends by itself', async () => {
    const { code, lines } = await runProgram(`
      run(async (context) => { await kill('SIGTERM'); await new Promise((_, reject) => context.signal.aborted
        ? reject(context.signal.reason) : context.signal.addEventListener('abort', () => reject(context.signal.reason))); }, ${SIGNAL});
    `);
    expect(lines).toEqual(['cancelled work', `run cancelled The process got SIGTERM.`, 'ended cancelled']);
    expect(code).toBe(0);
  });

  it('while a resource is created: create is told, run hooks fire, no op runs', async () => {
    const { lines } = await runProgram(`
      resources.db = h.defineResource({ create: async ({ signal }) => {
        await kill('SIGTERM');
        say('create told: ' + signal.aborted);
        throw signal.reason;
      } });
      run(() => say('never'), ${SIGNAL});
    `);
    expect(lines).toEqual(['run cancelled The process got SIGTERM.', 'create told: true', 'ended cancelled']);
  });

  it('while a hook runs: the run has its ending, and the hook its time', async () => {
    const { lines } = await runProgram(`
      hooks.push(h.runSuccessHook({ name: 'slow' }, async () => { await kill('SIGTERM'); say('hook done'); }));
      run(() => 1, ${SIGNAL});
    `);
    expect(lines).toEqual(['run succeeded', 'hook done', 'ended success']);
  });

  it('while a resource is disposed of: dispose ends, and the run keeps its status', async () => {
    const { lines } = await runProgram(`
      resources.db = h.defineResource({ create: () => 1, dispose: async () => { await kill('SIGTERM'); say('disposed'); } });
      run(() => 1, ${SIGNAL});
    `);
    expect(lines).toEqual(['run succeeded', 'disposed', 'ended success']);
  });
});

describe('a process that gets SIGINT', () => {
  it('a second time, while a deaf op has its grace period: it ends at once', async () => {
    const ended = await runProgram(`
      run(async () => { await kill('SIGINT'); say('first'); await kill('SIGINT'); say('never'); await never(); },
        { signal: h.abortOnSignals(), gracePeriod: '1h' });
    `);
    // A shell shows 128 and the number of the signal: 130 for SIGINT.
    expect([ended.signal, ended.code, ended.lines]).toEqual(['SIGINT', null, ['first']]);
  });
});

describe('a process whose op', () => {
  it('calls process.exit ends at once: nothing of the run is left, no hook fires', async () => {
    const { code, lines } = await runProgram(`run(() => { say('before'); process.exit(7); });`);
    expect([code, lines]).toEqual([7, ['before']]);
  });

  it('throws outside its promise ends as any program of Node would, with the stack of the user', async () => {
    const { code, lines, stderr } = await runProgram(`
      run(() => new Promise(() => setTimeout(function inTheTimer() { throw new Error('outside'); }, 1)));
    `);
    expect([code, lines]).toEqual([1, ['']]);
    expect(stderr).toMatch(/Error: outside\n\s+at Timeout\.inTheTimer/);
  });

  it('leaves a rejection behind ends as any program of Node would', async () => {
    const { code, stderr } = await runProgram(`
      run(async () => { void Promise.reject(new Error('left behind')); await never(); });
    `);
    expect([code, stderr]).toEqual([1, expect.stringContaining('Error: left behind')]);
  });

  it('fails with a chain of causes that is a circle, where it logs to the console, too', async () => {
    const { lines, stderr } = await runProgram(`
      hooks.push(h.successHook({ name: 'circle' }, () => { const e = new Error('round'); e.cause = e; throw e; }));
      hooks.push(h.successHook({ name: 'trap' }, () => { throw new Proxy({}, { get() { throw 1; }, getPrototypeOf() { throw 2; } }); }));
      hooks.push(h.successHook({ name: 'stack' }, () => { throw Object.defineProperty(new Error('no stack'), 'stack', { get() { throw 3; } }); }));
      run(() => 1);
    `);
    expect(lines).toEqual(['run succeeded', 'ended success']);
    expect(stderr).toContain("Hook 'circle' failed: round");
    expect(stderr).toContain("Hook 'trap' failed: Hook 'trap' threw an object that cannot be read");
    expect(stderr).toContain("Hook 'stack' failed: no stack");
  });
});
