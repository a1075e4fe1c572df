import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { succeed } from './command';
import { npm } from './npm';
import {
  API_TOOLS,
  BASE,
  NODE,
  type NodeVersion,
  OTHER_COMPILERS,
  TYPESCRIPT,
  type TypeScriptVersion,
} from './versions';

type Versions = Readonly<Record<string, string>>;

/** What cells share: node_modules with the packed packages for each TypeScript, and the binaries of each Node. */
export class Installations {
  readonly #done = new Map<string, Promise<string>>();

  /** @param tarballs the packed packages, absolute paths */
  constructor(
    private readonly folder: string,
    private readonly tarballs: readonly string[],
  ) {}

  /** The folder whose node_modules have our packages and all tools that run with this compiler. */
  forTypeScript(version: TypeScriptVersion): Promise<string> {
    const tools = version === '7.0' ? {} : API_TOOLS;
    const others = version === '6.0' ? OTHER_COMPILERS : {};
    return this.#ofPackages(`typescript-${version}`, { ...tools, ...others, typescript: TYPESCRIPT[version] });
  }

  /** The same with the compiler alone, each package seeing only what it names itself. */
  linked(version: TypeScriptVersion): Promise<string> {
    const flags = ['--install-strategy=linked'];
    return this.#ofPackages(`linked-${version}`, { typescript: TYPESCRIPT[version] }, flags);
  }

  /** A PATH on which `node` is this version. */
  async pathOfNode(version: NodeVersion): Promise<string> {
    const folder = await this.#once(`node-${version}`, [`node@${NODE[version]}`]);
    return `${join(folder, 'node_modules/node/bin')}${delimiter}${process.env['PATH'] ?? ''}`;
  }

  #ofPackages(name: string, tools: Versions, flags: readonly string[] = []): Promise<string> {
    return this.#once(name, [...flags, ...this.tarballs, ...specifiers({ ...BASE, ...tools })]);
  }

  #once(name: string, args: readonly string[]): Promise<string> {
    const known = this.#done.get(name);
    if (known) return known;
    const installing = this.#install(join(this.folder, name), args);
    this.#done.set(name, installing);
    return installing;
  }

  async #install(folder: string, args: readonly string[]): Promise<string> {
    if (existsSync(folder)) throw new Error(`${folder} exists; two installations of one name?`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'installation', private: true }));
    await succeed(npm('install', '--no-audit', '--no-fund', '--save-exact', ...args), { cwd: folder });
    return folder;
  }
}

const specifiers = (versions: Versions): string[] =>
  Object.entries(versions).map(([name, version]) => `${name}@${version}`);
