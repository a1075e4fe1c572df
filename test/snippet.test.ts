import { refreshSnippets } from '../scripts/snippet';

const source = `import { Job } from 'hookline';
export class Demo {
  // #region job
  @Job()
  run() {
    // #region body
    this.b(this.a());
    // #endregion
  }
  // #endregion
}
`;
const read = (path: string): string =>
  path.endsWith('.yaml') ? '# region tags\ntags:\n  team: billing\n# endregion\n' : source;

describe('refreshSnippets', () => {
  it('puts the region, dedented and without markers, under the marker', () => {
    const page = 'Text\n<!-- snippet: a.ts#job -->\n```ts\nold\n```\nmore';
    expect(refreshSnippets(page, read)).toBe(
      'Text\n<!-- snippet: a.ts#job -->\n```ts\n@Job()\nrun() {\n  this.b(this.a());\n}\n```\nmore',
    );
  });

  it('adds the block where a marker has none yet', () => {
    expect(refreshSnippets('<!-- snippet: a.ts#body -->\n\nmore', read)).toBe(
      '<!-- snippet: a.ts#body -->\n```ts\nthis.b(this.a());\n```\n\nmore',
    );
  });

  it('reads YAML regions, and whole files where no region is named', () => {
    expect(refreshSnippets('<!-- snippet: a.yaml -->\n', read)).toBe(
      '<!-- snippet: a.yaml -->\n```yaml\ntags:\n  team: billing\n```\n',
    );
    expect(refreshSnippets('<!-- snippet: a.yaml#tags -->\n', read)).toContain('tags:\n  team: billing\n');
  });

  it('leaves a page as it is when nothing changed, and code without marker alone', () => {
    const page = refreshSnippets('<!-- snippet: a.ts#job -->\n```ts\n```\n\n```ts\nfree\n```\n', read);
    expect(refreshSnippets(page, read)).toBe(page);
    expect(page).toContain('```ts\nfree\n```');
  });

  it('names the file and the region that is missing or open', () => {
    expect(() => refreshSnippets('<!-- snippet: a.ts#nope -->\n', read)).toThrow('a.ts has no "#region nope"');
    expect(() => refreshSnippets('<!-- snippet: a.ts#x -->\n', () => '// #region x\n1\n')).toThrow(
      '"#region x" is not closed',
    );
  });
});
