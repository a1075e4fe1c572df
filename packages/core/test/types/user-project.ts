import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const CORE = join(__dirname, '../..');
/** Where the project seems to lie: in the repository, so that zod is found, but in no package of it. */
const ROOT = join(CORE, '../../user-project');
const INSTALLED = join(ROOT, 'node_modules/@hookline/core');

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
  types: ['node'],
  module: ts.ModuleKind.NodeNext,
  strict: true,
  experimentalDecorators: true,
  declaration: true,
  skipLibCheck: true,
  noEmitOnError: false,
};

/** What the compiler says about one file: the line it points at, and its text. */
export interface Complaint {
  readonly line: string;
  readonly text: string;
}

let installed: ReadonlyMap<string, string> | undefined;

/**
 * Compiles files of a user who has installed `@hookline/core`, in memory, all in one program.
 * The package is what a release would be: its declarations, behind the doors of its package.json.
 * @param files file name → source
 * @param more options of the compiler, beside those of a strict project
 * @returns file name → complaints: of types, and of declarations that cannot be written
 */
export function compileUserProject(
  files: Readonly<Record<string, string>>,
  more: ts.CompilerOptions = {},
): ReadonlyMap<string, readonly Complaint[]> {
  installed ??= installedPackage();
  const contents = new Map([
    ...installed,
    ...Object.entries(files).map(([name, text]) => [join(ROOT, name), text] as const),
  ]);
  const roots = Object.keys(files).map((name) => join(ROOT, name));
  const program = ts.createProgram({ rootNames: roots, options: { ...OPTIONS, ...more }, host: hostOf(contents) });
  return new Map(Object.keys(files).map((name) => [name, complaintsOf(program, join(ROOT, name))]));
}

function complaintsOf(program: ts.Program, path: string): readonly Complaint[] {
  const file = program.getSourceFile(path);
  if (!file) throw new Error(`${path} is not part of the program`);
  const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  const all = found.length > 0 ? found : program.getDeclarationDiagnostics(file);
  return all.map(({ start = 0, code, messageText }) => {
    const { line } = file.getLineAndCharacterOfPosition(start);
    const text = ts.flattenDiagnosticMessageText(messageText, '\n');
    return { line: (file.text.split('\n')[line] ?? '').trim(), text: `TS${code}: ${text}` };
  });
}

/** The declarations of core as they would be published, by path. */
function installedPackage(): ReadonlyMap<string, string> {
  const options = {
    ...OPTIONS,
    emitDeclarationOnly: true,
    rootDir: join(CORE, 'src'),
    outDir: join(INSTALLED, 'dist'),
  };
  const host = ts.createCompilerHost(options);
  const emitted = new Map([[join(INSTALLED, 'package.json'), readFileSync(join(CORE, 'package.json'), 'utf8')]]);
  host.writeFile = (path, text) => emitted.set(path, text);
  ts.createProgram([join(CORE, 'src/index.ts')], options, host).emit();
  return emitted;
}

function hostOf(contents: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(OPTIONS);
  const folders = new Set([...contents.keys()].flatMap(ancestors));
  const disk = { ...host };
  return Object.assign(host, {
    fileExists: (path: string) => contents.has(path) || disk.fileExists(path),
    directoryExists: (path: string) => folders.has(path) || disk.directoryExists?.(path) === true,
    readFile: (path: string) => contents.get(path) ?? disk.readFile(path),
    realpath: (path: string) => (contents.has(path) || folders.has(path) ? path : ts.sys.realpath?.(path)) ?? path,
    getSourceFile: (...args: Parameters<ts.CompilerHost['getSourceFile']>) => {
      const text = contents.get(args[0]);
      return text === undefined ? disk.getSourceFile(...args) : ts.createSourceFile(args[0], text, args[1]);
    },
  });
}

function ancestors(path: string): readonly string[] {
  const parent = dirname(path);
  return parent === path ? [] : [parent, ...ancestors(parent)];
}
