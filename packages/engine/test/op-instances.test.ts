import { type Class, InvalidDefinitionError } from '@hookline/core';
import { OpInstances } from '../src/resources/op-instances';

describe('OpInstances', () => {
  it('says what a constructor with parameters needs, where nothing tells them', () => {
    class Undecorated {
      constructor(readonly db: object) {}
    }
    const instances = new OpInstances(() => undefined);
    expect(() => instances.get(Undecorated as Class)).toThrow(InvalidDefinitionError);
    expect(() => instances.get(Undecorated as Class)).toThrow(
      "The constructor of class 'Undecorated' has a parameter, and nothing says what to give for it. " +
        "Decorate the class with @injectable() and each parameter with @Inject('key').",
    );
  });

  it('passes on what a constructor throws', () => {
    const failure = new Error('no licence');
    class Failing {
      readonly db = this.connect();
      private connect(): never {
        throw failure;
      }
    }
    expect(() => new OpInstances(() => undefined).get(Failing)).toThrow(failure);
  });
});
