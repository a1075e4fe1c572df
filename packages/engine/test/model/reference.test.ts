import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSourceFile, isImportDeclaration, ScriptTarget, SyntaxKind } from 'typescript';

const FOLDER = join(__dirname, 'reference');

/** What a file imports that is there at run time. */
function valueImports(text: string): readonly string[] {
  const { statements } = createSourceFile('reference.ts', text, ScriptTarget.ES2022);
  return statements.flatMap((statement) => {
    if (!isImportDeclaration(statement) || statement.importClause?.phaseModifier === SyntaxKind.TypeKeyword) return [];
    return [(statement.moduleSpecifier as unknown as { readonly text: string }).text];
  });
}

describe('the reference interpreter', () => {
  const files = readdirSync(FOLDER);

  it('has files', () => {
    expect(files).toContain('interpret.ts');
  });

  it.each(files)('imports only types from outside: %s', (file) => {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    expect(valueImports(text).filter((specifier) => !/^\.\/[a-z-]+$/.test(specifier))).toEqual([]);
    expect(text).not.toMatch(/\brequire\(|\bimport\(/);
  });
});

describe('valueImports', () => {
  it('tells values from types', () => {
    expect(valueImports(`import type { A } from 'a'; import { type B, c } from 'b'; import 'd';`)).toEqual(['b', 'd']);
  });
});
