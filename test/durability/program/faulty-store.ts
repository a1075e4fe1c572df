import { StoreError } from '@hookline/core';
import type { HeartOptions, Store } from '@hookline/core/spi';
import type { FaultPoints } from './fault-points';
import type { Fault } from './protocol';

/** How hearts beat in a process. */
export interface HeartRule {
  /** False: it has none, and is known to live or to be dead by its pid alone. */
  readonly beats: boolean;
  /** Beats so many times faster, and waits so much shorter for an event loop that stands still. */
  readonly speed: number;
}

/** A store each call of which is a fault point before and after, and can be made to fail. */
export function faultyStore(store: Store, points: FaultPoints, heart: HeartRule): Store {
  const startHeart = ({ interval = 3_000, loop, ...options }: HeartOptions) => {
    if (!heart.beats) return Promise.resolve(() => Promise.resolve());
    const limit = loop && { loop: { ...loop, limit: loop.limit / heart.speed } };
    return store.startHeart({ ...options, interval: interval / heart.speed, ...limit });
  };
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = name === 'startHeart' ? startHeart : Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      const method = (...args: readonly unknown[]): unknown => Reflect.apply(value, target, args);
      return (...args: readonly unknown[]) => call(points, `store ${String(name)}`, () => method(...args));
    },
  });
}

function call(points: FaultPoints, name: string, method: () => unknown): unknown {
  points.pass(`${name} before`);
  const fault = points.failing(name);
  if (fault?.action === 'reject') return Promise.reject(errorOf(fault, name));
  const result = method();
  const end = (value: unknown): unknown => {
    points.pass(`${name} after`);
    if (fault) return Promise.reject(errorOf(fault, name));
    return value;
  };
  return result instanceof Promise ? result.then(end) : end(result);
}

function errorOf({ code = 'HOOKLINE_STORE_BUSY' }: Fault, name: string): StoreError {
  const problem = `${name} fails because the proof wants it to.`;
  return new StoreError({ code, problem, remedy: 'None: it is simulated.' });
}
