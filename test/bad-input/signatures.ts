import { join } from 'node:path';
import ts from 'typescript';

/** A door of a package: what users import, and the file behind it. */
export interface Door {
  readonly name: string;
  readonly file: string;
}

/** What a door declares of one export that is a value. */
export interface Signature {
  readonly name: string;
  /** Parameter → names of its options, where its type is an object; in order. */
  readonly parameters: Readonly<Record<string, readonly string[]>>;
}

const ROOT = join(__dirname, '../..');

/** The functions and classes of each door with the names of their parameters and options, as the types declare them. */
export function readSignatures(doors: readonly Door[]): ReadonlyMap<string, readonly Signature[]> {
  const path = join(ROOT, 'tsconfig.base.json');
  const { config } = ts.readConfigFile(path, (file) => ts.sys.readFile(file)) as { config: object };
  const parsed = ts.parseJsonConfigFileContent({ ...config, files: [] }, ts.sys, ROOT).options;
  const own = { composite: false, declaration: false, declarationMap: false, noEmit: true, types: ['node'] };
  const files = doors.map(({ file }) => join(ROOT, file));
  const program = ts.createProgram(files, { ...parsed, ...own });
  return new Map(doors.map(({ name, file }) => [name, signaturesOf(program, join(ROOT, file))]));
}

function signaturesOf(program: ts.Program, file: string): readonly Signature[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const door = source && checker.getSymbolAtLocation(source);
  if (!door) throw new Error(`${file} is no module`);
  return checker.getExportsOfModule(door).flatMap((exported) => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    if (!(symbol.flags & ts.SymbolFlags.Value)) return [];
    const type = checker.getTypeOfSymbolAtLocation(symbol, source);
    const [signature] = [...type.getCallSignatures(), ...type.getConstructSignatures()];
    const parameters = (signature?.getParameters() ?? []).map((parameter) => {
      return [parameter.name, optionNames(checker, checker.getTypeOfSymbol(parameter))] as const;
    });
    return [{ name: exported.name, parameters: Object.fromEntries(parameters) }];
  });
}

function optionNames(checker: ts.TypeChecker, type: ts.Type): readonly string[] {
  const given = checker.getNonNullableType(type);
  const isObject =
    ((given.flags & ts.TypeFlags.Object) !== 0 && !checker.isArrayLikeType(given)) || given.isIntersection();
  return isObject ? given.getProperties().map(({ name }) => name) : [];
}
