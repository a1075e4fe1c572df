import { LiveRegion } from '../../src/live/live-region';
import { fakeWorld } from '../fake-world';
import { seen } from './screen';

describe('LiveRegion', () => {
  it('draws over what it drew, and takes it away', () => {
    const world = fakeWorld({ terminal: 80 });
    const region = new LiveRegion(world);
    region.draw(['one', 'two', 'three']);
    expect(seen(world.err())).toEqual(['one', 'two', 'three', '']);
    region.draw(['1']);
    expect(seen(world.err())).toEqual(['1', '', '', '']);
    region.draw(['1', '2']);
    region[Symbol.dispose]();
    world.stderr.write('the end\n');
    expect(seen(world.err())).toEqual(['the end', '', '', '']);
  });

  it('stands below what else is written', () => {
    const world = fakeWorld({ terminal: 80 });
    const region = new LiveRegion(world);
    region.draw(['one', 'two']);
    world.stderr.write('a line\n');
    expect(seen(world.err())).toEqual(['a line', 'one', 'two', '']);
    world.stderr.write('half of ');
    region.draw(['1', '2']);
    expect(seen(world.err())[1]).toBe('half of ');
    world.stderr.write('another\n');
    expect(seen(world.err())).toEqual(['a line', 'half of another', '1', '2', '']);
    world.stderr.write('open');
    region[Symbol.dispose]();
    expect(seen(world.err()).slice(0, 3)).toEqual(['a line', 'half of another', 'open']);
  });
});
