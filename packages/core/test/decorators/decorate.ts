type Loose = (...args: unknown[]) => unknown;

/** A factory of decorators as JavaScript sees it: it takes anything. */
export function loosely(factory: unknown): (...args: unknown[]) => Loose {
  return factory as (...args: unknown[]) => Loose;
}

/** Puts a decorator on a member as TypeScript's emit does. */
export function decorate(decorator: Loose, target: object, key: PropertyKey): void {
  decorator(target, key, Object.getOwnPropertyDescriptor(target, key));
}

/** Puts a decorator on the method `load` of a new class `Etl`; gives the class. */
export function onLoad(decorator: Loose): new () => { load(): number } {
  class Etl {
    load(): number {
      return 1;
    }
  }
  decorate(decorator, Etl.prototype, 'load');
  return Etl;
}

/** Puts a decorator on the static method `notify` of a new class `Hooks`; gives the class. */
export function onNotify(decorator: Loose): { notify: () => string } {
  class Hooks {
    static notify(): string {
      return 'told';
    }
  }
  decorate(decorator, Hooks, 'notify');
  return Hooks;
}
