import { isStreamEvent, type RunEvent } from '../../src/events/run-event';

describe('isStreamEvent', () => {
  const head = { runId: 'r', at: 1 };

  it('tells the events of the run from those beside it, also where the types are the same', () => {
    const events: readonly RunEvent[] = [
      { ...head, type: 'run.started', seq: 2 },
      { ...head, type: 'resource.opened', seq: 3, key: 'db' },
      { ...head, type: 'resource.opened', key: 'slack' },
      { ...head, type: 'hook.completed', hookName: 'h', deliveryId: 'r/2/h', deliveryAttempt: 1, duration: 1 },
    ];
    expect(events.map(isStreamEvent)).toEqual([true, true, false, false]);
  });
});
