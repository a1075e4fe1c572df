import { type BareGraph, layOut } from '../contestants/bare-graph';
import { checkRun } from '../contestants/check-run';
import type { Durable } from '../contestants/contestant';
import type { Load } from '../contestants/many-runs';
import { newPlace, type Place, type StoreKind } from '../durable/place';
import { expectedOf } from '../graphs/expected';
import type { Graph, Item } from '../graphs/graph';
import { rawPostgres } from './raw-postgres';
import { RawRun } from './raw-run';
import { rawSqlite } from './raw-sqlite';
import { newTurn, type RawStore } from './rows';

/**
 * The raw store: no engine, the same ops and hooks, the same rows, prepared statements, the same commit points. Runs that
 * are under way together go in step: one transaction per wave for all of them.
 */
export async function rawStore(graph: Graph, load: Load, kind: StoreKind): Promise<Durable> {
  const place = await newPlace(kind);
  const bare = layOut(graph);
  const expected = expectedOf(graph);
  const names = graph.calls.map(({ op }, index) => (index === 0 ? op : `${op}_${index}`));
  const store = await open(place);
  return {
    kind: 'timed',
    units: load.runs === 1 ? graph.calls.length : load.runs,
    meter: place.meter,
    close: () => store.close(),
    run: () => runAll({ bare, names, store }, load),
    check: ({ result, runs }) => checkRun({ last: (result as Item[]).at(-1), runs: runs * load.runs }, expected),
  };
}

function open(place: Place): Promise<RawStore> {
  return place.kind === 'postgres' ? rawPostgres(place) : rawSqlite(place);
}

interface Parts {
  readonly bare: BareGraph;
  readonly names: readonly string[];
  readonly store: RawStore;
}

async function runAll({ bare, names, store }: Parts, { runs, atATime }: Load): Promise<readonly Item[]> {
  let turn = newTurn();
  let items: readonly Item[] = [];
  const commit = async () => {
    const full = turn;
    turn = newTurn();
    const stored = store.commit(full);
    if (stored) await stored;
  };
  for (let at = 0; at < runs; at += atATime) {
    const together = Array.from({ length: atATime }, () => new RawRun(bare, names));
    for (const run of together) run.begin(turn);
    await commit();
    while (!together.every(({ isOver }) => isOver)) {
      await Promise.all(together.map((run) => run.callReady()));
      for (const run of together) run.note(turn);
      await commit();
      for (const run of together) run.callHooks(turn);
    }
    items = together[0]?.items ?? [];
  }
  // What would ride, had there been one more.
  await commit();
  return items;
}
