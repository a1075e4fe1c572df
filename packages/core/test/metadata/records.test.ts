import { Graph, Op, type Wired } from '../../src';
import { getRecord, recordsOf } from '../../src/metadata/records';

class Base {
  @Op()
  a(): number {
    return 1;
  }

  @Op({ name: 'second' })
  b(): number {
    return 2;
  }
}
class Left extends Base {
  @Op({ name: 'left' })
  override a(): number {
    return 3;
  }

  @Graph()
  g(this: Wired<Left>) {
    this.a();
  }
}
class Right extends Base {
  override b(): number {
    return 4;
  }
}

describe('records of a class', () => {
  it('are inherited; the nearest one of a name wins', () => {
    expect(getRecord(Left, 'a')?.name).toBe('left');
    expect(getRecord(Left, 'b')?.name).toBe('second');
    expect(getRecord(Left, 'absent')).toBeUndefined();
  });

  it('stay where they were written', () => {
    expect(getRecord(Base, 'a')?.name).toBe('a');
    expect(getRecord(Base, 'g')).toBeUndefined();
  });

  it('hold for an overriding method that has no decorator', () => {
    expect(getRecord(Right, 'b')?.name).toBe('second');
  });

  it('are listed by method, those of bases first', () => {
    expect([...recordsOf(Left)].map(([method, { name }]) => [method, name])).toEqual([
      ['a', 'left'],
      ['b', 'second'],
      ['g', 'g'],
    ]);
    expect([...recordsOf(Date)]).toEqual([]);
  });
});
