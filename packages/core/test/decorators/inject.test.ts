import { container, inject, injectable } from 'tsyringe';
import { Inject, resourceKey } from '../../src';
import { injectedKeys } from '../../src/metadata/injected-keys';
import { thrownBy } from '../thrown-by';
import { loosely } from './decorate';

interface Db {
  readonly url: string;
}
const DB = resourceKey<Db>()('db');

@injectable()
class Etl {
  constructor(
    @Inject('slack') readonly slack: { readonly channel: string },
    @inject('clock') readonly clock: number,
    @Inject(DB) readonly db: Db,
  ) {}
}
@injectable()
class Heir extends Etl {}
@injectable()
class Other extends Etl {
  constructor(@Inject('http') readonly http: string) {
    super({ channel: '#a' }, 1, { url: 'y' });
  }
}

describe('Inject', () => {
  it('lets tsyringe resolve the parameters by key, beside its own inject', () => {
    const child = container.createChildContainer();
    child.register('slack', { useValue: { channel: '#a' } });
    child.register('clock', { useValue: 3 });
    child.register('db', { useValue: { url: 'x' } });
    const etl = child.resolve(Etl);
    expect([etl.slack.channel, etl.clock, etl.db.url]).toEqual(['#a', 3, 'x']);
    expect(child.resolve(Heir).db.url).toBe('x');
  });

  it('notes the keys by position, for heirs too', () => {
    expect(injectedKeys(Etl)).toEqual(['slack', 'db']);
    expect(injectedKeys(Heir)).toEqual(['slack', 'db']);
    expect(injectedKeys(Other)).toEqual(['http']);
    expect(injectedKeys(Date)).toEqual([]);
  });

  it.each([[undefined], [''], [3], [{}]])('refuses %j as a key', (key) => {
    const error = thrownBy(() => loosely(Inject)(key));
    expect(error.code).toBe('HOOKLINE_BAD_ARGUMENT');
    expect(error.message).toMatch(
      /^Parameter 'key' of @Inject\(\) is .*\. Give a resource key: @Inject\('db'\), or a typed one:/,
    );
  });

  it.each([[undefined], [''], [3]])('refuses %j as a typed key', (key) => {
    const error = thrownBy(() => resourceKey()(key as never));
    expect(error.code).toBe('HOOKLINE_BAD_ARGUMENT');
    expect(error.message).toMatch(/^Parameter 'key' of resourceKey\(\)\(\) is .*\. Give a resource key: /);
  });

  it('refuses to stand anywhere but on a parameter of a constructor', () => {
    const error = thrownBy(() => loosely(Inject)('db')(Etl.prototype, 'load', {}));
    expect(error.code).toBe('HOOKLINE_BAD_DECORATION');
    expect(error.message).toBe(
      "@Inject('db') does not stand on a parameter of a constructor. Write constructor(@Inject(...) private readonly db: Db) {}.",
    );
  });

  it('says what to import where reflect-metadata is missing', () => {
    const reflect = Reflect as { defineMetadata?: unknown };
    const { defineMetadata } = reflect;
    reflect.defineMetadata = undefined;
    try {
      expect(thrownBy(() => loosely(Inject)('db')(Date, undefined, 0)).message).toBe(
        "@Inject('db') needs reflect-metadata. Import 'hookline' or 'reflect-metadata' first.",
      );
    } finally {
      reflect.defineMetadata = defineMetadata;
    }
  });
});
