import type { DeliveryOutcome, NewDelivery, RunCommit, Store, StoreCommit } from '@hookline/core/spi';
import { Model } from './model';

/** One call of one process, as numbers: what they choose among depends on what there is. */
export interface Move {
  readonly call:
    | 'create'
    | 'queue'
    | 'add'
    | 'end'
    | 'again'
    | 'claim'
    | 'settle'
    | 'release'
    | 'redeliver'
    | 'run'
    | 'takeOver'
    | 'wait';
  readonly process: number;
  readonly pick: number;
  readonly other: number;
}

const START = 1_767_225_600_000;
const RESULTS = [...Array<'failed'>(7).fill('failed'), 'delivered', 'lost', 'lost', 'dead', 'expired'] as const;
/** Of the claims that were made last, most are still under way. */
const RECENT = 6;
const WAITS = [0, 1, 10, 60_000, 120_000, 240_000, 1_800_000];

/** What a process remembers of a run: it may be out of date, as that of a process that was taken for dead is. */
interface Belief {
  readonly epoch: number;
  readonly after: number;
}

/** Plays moves on a store and on the model, and compares all that can be seen after each. */
export class Player {
  readonly #model = new Model();
  readonly #beliefs = new Map<string, Belief>();
  readonly #claims: { readonly id: string; readonly claim: number }[] = [];
  #last: StoreCommit | undefined;
  #now = START;
  #created = 0;

  constructor(
    private readonly store: Store,
    private readonly hookIds: readonly number[],
  ) {}

  async play(move: Move): Promise<void> {
    await this.#call(move, `p${move.process % 3}`);
    await this.#compare();
  }

  async #call({ call, pick, other }: Move, processId: string): Promise<void> {
    const runIds = [...this.#model.runs.keys()];
    const runId = runIds[pick % Math.max(runIds.length, 1)] ?? 'none';
    const calls: Readonly<Record<Move['call'], () => Promise<void>>> = {
      create: () => this.#create(false, processId, pick),
      queue: () => this.#create(true, processId, pick),
      add: () => this.#add(runId, processId, { ends: false, other }),
      end: () => this.#add(runId, processId, { ends: true, other }),
      again: async () => this.#last && this.#commit(this.#last),
      claim: () => this.#claim(processId, pick, other),
      settle: () => this.#settle(processId, pick, other),
      release: () => this.#release(pick, other),
      redeliver: () => this.#redeliver(pick),
      run: () => this.#claimQueued(processId),
      takeOver: () => this.#takeOver(runId, processId, other),
      wait: async () => {
        this.#now += WAITS[pick % WAITS.length] ?? 0;
      },
    };
    await calls[call]();
  }

  async #create(queued: boolean, processId: string, pick: number): Promise<void> {
    const runId = `run-${String(++this.#created).padStart(3, '0')}`;
    const status = queued ? 'queued' : 'running';
    const created = {
      ...{ location: 'shop', environment: 'test', job: 'daily', planHash: 'h', plan: '{}', config: '{}', tags: {} },
      ...{
        notRestorable: [],
        parentId: undefined,
        rootId: runId,
        resume: 'fail' as const,
        priority: 0,
        createdAt: START,
      },
      owner: queued ? undefined : processId,
    } as const;
    const epoch = queued ? 0 : 1;
    const part = { ...this.#part(runId, { epoch, after: 0 }, pick), created, status } as const;
    this.#beliefs.set(`${processId} ${runId}`, { epoch, after: 1 });
    await this.#commit({ processId, runs: [part], outcomes: [], hookLog: [] });
  }

  #part(runId: string, { epoch, after }: Belief, pick: number): RunCommit {
    const seq = after + 1;
    const event = { runId, seq, epoch, type: 'step.started', stepKey: 'load', attempt: 1, at: START, data: '' };
    return {
      ...{ runId, epoch, after, events: [event], status: 'running', endedAt: undefined, created: undefined },
      deliveries: this.hookIds
        .slice(0, Math.min(pick % 4, 2))
        .map((hookId, order) => this.#delivery({ runId, seq, hookId, order, pick })),
    };
  }

  #delivery(of: { runId: string; seq: number; hookId: number; order: number; pick: number }): NewDelivery {
    const { runId, seq, hookId, order, pick } = of;
    const state = (['pending', 'pending', 'running', 'suppressed'] as const)[(pick + order) % 4] ?? 'pending';
    return {
      ...{ id: `${runId}/${seq}/hook${order}`, runId, triggerSeq: seq, stepKey: 'load', attempt: 1, kind: 'success' },
      ...{
        hookId,
        order,
        blocking: false,
        origin: 'trigger',
        state,
        reason: undefined,
        owner: undefined,
        boundTo: undefined,
      },
      ...{ createdAt: this.#now, startedAt: this.#now },
    };
  }

  /** As the process believes the run to be; or, not to be refused for ever, as it is. */
  async #add(runId: string, processId: string, { ends, other }: { ends: boolean; other: number }): Promise<void> {
    const run = this.#model.runs.get(runId);
    const key = `${processId} ${runId}`;
    const known = other % 3 === 0 ? this.#beliefs.get(key) : undefined;
    const belief = known ?? { epoch: run?.epoch ?? 1, after: run?.lastSeq ?? 0 };
    const end = ends ? ({ status: 'success', endedAt: this.#now } as const) : {};
    const part = { ...this.#part(runId, belief, other), ...end };
    this.#beliefs.set(key, { epoch: belief.epoch, after: belief.after + 1 });
    await this.#commit({ processId, runs: [part], outcomes: [], hookLog: [] });
  }

  async #commit(commit: StoreCommit): Promise<void> {
    this.#last = commit;
    const refused = await this.store.commit(commit);
    expect(refused).toEqual(this.#model.commit(commit.processId, commit.runs, commit.outcomes));
    for (const { deliveries, runId } of commit.runs)
      if (!refused.includes(runId)) this.#claims.push(...deliveries.map(({ id }) => ({ id, claim: 1 })));
  }

  async #claim(processId: string, pick: number, other: number): Promise<void> {
    const rooms = new Map(this.hookIds.map((id, index) => [id, (pick + index) % 4]));
    const request = { processId, limit: 1 + (other % 5), now: this.#now, quarantined: other % 4 === 0 };
    const asked = [...rooms].map(([hookId, room]) => ({ hookId, room }));
    const taken = await this.store.claim({ ...request, rooms: asked });
    expect(taken.map(({ id }) => id)).toEqual(this.#model.claim({ ...request, rooms }));
    this.#claims.push(...taken);
  }

  async #settle(processId: string, pick: number, other: number): Promise<void> {
    const claim = this.#anyClaim(pick);
    if (!claim) return;
    const result = RESULTS[other % RESULTS.length] ?? 'delivered';
    const state = result === 'dead' || result === 'expired' ? 'dead' : result === 'delivered' ? 'delivered' : 'pending';
    const outcome: DeliveryOutcome = {
      ...{ deliveryId: claim.id, claim: claim.claim, result: result === 'dead' ? 'failed' : result, state, processId },
      ...{ nextAt: state === 'pending' ? this.#now + (other % 2) : undefined, error: undefined, reason: undefined },
      ...{ hookVersion: undefined, startedAt: this.#now, endedAt: this.#now, duration: 1, deadLetters: [] },
    };
    await this.#commit({ processId, runs: [], outcomes: [outcome], hookLog: [] });
  }

  #anyClaim(pick: number): { readonly id: string; readonly claim: number } | undefined {
    const claims = pick % 5 === 0 ? this.#claims : this.#claims.slice(-RECENT);
    return claims[pick % Math.max(claims.length, 1)];
  }

  async #release(pick: number, other: number): Promise<void> {
    const claim = this.#anyClaim(pick);
    if (!claim) return;
    const nextAt = this.#now + (other % 3);
    await this.store.release([{ id: claim.id, claim: claim.claim, nextAt, unroutableAt: undefined }]);
    this.#model.release(claim.id, claim.claim, nextAt);
  }

  async #redeliver(pick: number): Promise<void> {
    const ids = [...this.#model.deliveries.keys()];
    const id = ids[pick % Math.max(ids.length, 1)] ?? 'none';
    expect(await this.store.redeliver([id], this.#now)).toBe(this.#model.redeliver(id, this.#now));
  }

  async #claimQueued(processId: string): Promise<void> {
    const run = await this.store.claimQueuedRun({ processId, location: 'shop', environment: 'test' });
    expect(run?.id).toBe(this.#model.claimQueued(processId));
  }

  async #takeOver(runId: string, processId: string, other: number): Promise<void> {
    const epoch = Math.max(0, (this.#model.runs.get(runId)?.epoch ?? 0) - (other % 2));
    const taken = await this.store.takeOverRun({ id: runId, epoch }, processId);
    expect(taken !== undefined).toBe(this.#model.takeOver(runId, epoch, processId));
  }

  async #compare(): Promise<void> {
    const runs = await this.store.listRuns({ limit: 1_000 });
    const shown = runs.map(
      ({ id, status, epoch, owner, lastSeq, recoveries }) =>
        [id, { status, epoch, owner, lastSeq, recoveries }] as const,
    );
    const wanted = [...this.#model.runs].map(([id, { epochs: _, ...run }]) => [id, run] as const);
    expect(new Map(shown)).toEqual(new Map(wanted));
    const rows = await this.store.listDeliveries({ limit: 10_000 });
    const seen = rows.map(
      ({ id, state, owner, claim, attempts, losses, nextAt }) =>
        [id, { state, owner, claim, attempts, losses, nextAt }] as const,
    );
    const due = [...this.#model.deliveries.values()].map(
      ({ id, trigger: _, hookId: __, order: ___, ...row }) => [id, row] as const,
    );
    expect(new Map(seen)).toEqual(new Map(due));
  }

  /** What is compared once, at the end. */
  async finish(): Promise<void> {
    for (const [id, history] of this.#model.attempts) {
      const rows = await this.store.attemptsOf(id);
      expect(new Map(rows.map(({ claim, result }) => [claim, result]))).toEqual(history);
    }
    for (const [id, { epochs }] of this.#model.runs) {
      const events = await this.store.readEvents(id, { after: 0, limit: 1_000 });
      expect(events.map(({ epoch }) => epoch)).toEqual(epochs);
    }
    expect(await this.store.check()).toEqual([]);
  }
}
