import 'reflect-metadata';
import { InvalidDefinitionError } from '@hookline/core';
import { type Class, injectedKeys } from '@hookline/core/spi';
import { container, type DependencyContainer, type InjectionToken } from 'tsyringe';
import { isErrorLike } from '../thrown-error';

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
    try {
      return child.resolve<object>(owner as InjectionToken<object>);
    } catch (error) {
      throw isWithoutTypeInfo(error, owner) ? notInjectable(owner, error) : error;
    }
  }
}

/** tsyringe's own words for a class that takes parameters but was not decorated. */
function isWithoutTypeInfo(error: unknown, owner: Class): boolean {
  if (!isErrorLike(error) || typeof error.message !== 'string') return false;
  const ofClass = `TypeInfo not known for "${owner.name}"`;
  const ofParameter =
    error.message.startsWith('Cannot inject the dependency') && error.message.includes('TypeInfo not');
  return error.message.startsWith(ofClass) || ofParameter;
}

function notInjectable(owner: Class, cause: unknown): InvalidDefinitionError {
  return new InvalidDefinitionError({
    code: 'HOOKLINE_BAD_DECORATION',
    problem: `The constructor of class '${owner.name}' has a parameter, and nothing says what to give for it.`,
    remedy: "Decorate the class with @injectable() and each parameter with @Inject('key').",
    cause,
  });
}
