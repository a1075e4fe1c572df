import { join } from 'node:path';
import config from '../hookline.config';
import { LOCATION, STORAGE } from '../src/storage';

describe('the quickstart', () => {
  it('stores its runs where the command line looks for them', () => {
    const path = config.storage?.replace('sqlite:', '') ?? '';
    expect([config.name, `sqlite:${join(__dirname, '..', path)}`]).toEqual([LOCATION, STORAGE]);
  });
});
