import { fakeClock } from '@hookline/testing';
import { CancelWatch } from '../../src/recovery/cancel-watch';

function createWatch() {
  const clock = fakeClock();
  const state = { busy: true, requested: [] as string[], asked: 0 };
  const cancelled: string[] = [];
  const complaints: string[] = [];
  const watch = new CancelWatch({
    store: {
      cancelRequestsOf: async (processId) => {
        expect(processId).toBe('p1');
        state.asked += 1;
        return state.requested;
      },
    },
    clock,
    processId: () => 'p1',
    isBusy: () => state.busy,
    cancel: (runId) => cancelled.push(runId),
    complain: (message) => complaints.push(message),
  });
  return { clock, watch, state, cancelled, complaints };
}

describe('CancelWatch', () => {
  it('passes a cancel on within half a second', async () => {
    const { clock, watch, state, cancelled } = createWatch();
    watch.start();
    await clock.advance(1_000);
    expect(cancelled).toEqual([]);
    state.requested = ['run1'];
    await clock.advance(500);
    expect(cancelled).toEqual(['run1']);
    await watch.stop();
  });

  it('asks nobody while no run is under way, and again once one begins', async () => {
    const { clock, watch, state } = createWatch();
    state.busy = false;
    watch.start();
    await clock.advance('1h');
    expect(state.asked).toBe(0);
    state.busy = true;
    watch.stir();
    await clock.advance(1_000);
    expect(state.asked).toBe(3);
    await watch.stop();
  });
});
