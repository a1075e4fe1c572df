import type { Partly, ResourceDefinition } from '@hookline/core';
import type { ResourcesOf } from '@hookline/core/spi';

/** What `buildHookContext` and `buildOpContext` take: any of the fields of context `C`; resources may be deep partials. */
export type ContextFields<C> = OwnFields<C> & {
  readonly resources?: { readonly [K in keyof ResourcesOf<C>]: Partly<ResourcesOf<C>[K]> };
};

/** What `openHookContext` takes: as {@link ContextFields}, but a resource may also be a definition, which is opened. */
export type OpenContextFields<C> = OwnFields<C> & {
  readonly resources?: {
    readonly [K in keyof ResourcesOf<C>]: Partly<ResourcesOf<C>[K]> | ResourceDefinition<ResourcesOf<C>[K]>;
  };
};

type OwnFields<C> = Partial<Omit<{ [K in keyof C]: K extends PartlyGiven ? Partial<C[K]> : C[K] }, 'resources'>>;

/** Fields of which a test gives what it looks at: `log: { warn: jest.fn() }`. */
type PartlyGiven = 'op' | 'hookDef' | 'log';
