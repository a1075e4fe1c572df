import 'reflect-metadata';
import { type Class, injectedKeys } from '@hookline/core/spi';
import { container, type DependencyContainer, type InjectionToken } from 'tsyringe';

/** The instances of op classes in one run: each made once, before the first step of its class. */
export class OpInstances {
  private container: DependencyContainer | undefined;
  private readonly instances = new Map<Class, object>();

  /** @param resourceOf the open resource of a key, for constructor injection */
  constructor(private readonly resourceOf: (key: string) => unknown) {}

  /** @throws what the constructor throws, or tsyringe's own error */
  get(owner: Class): object {
    const known = this.instances.get(owner);
    if (known) return known;
    const instance = this.resolve(owner);
    this.instances.set(owner, instance);
    return instance;
  }

  private resolve(owner: Class): object {
    // A child of the global container: what users have registered there is found, what is registered here stays here.
    this.container ??= container.createChildContainer();
    const child = this.container;
    for (const key of injectedKeys(owner)) {
      if (!child.isRegistered(key)) child.registerInstance(key, this.resourceOf(key));
    }
    return child.resolve<object>(owner as InjectionToken<object>);
  }
}
