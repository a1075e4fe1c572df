import type { Definitions } from '@hookline/core';
import type { ProcessRole } from '@hookline/core/spi';
import type { Instance } from '@hookline/daemon';
import type { CliHost } from '../cli-host';
import type { CliWorld } from '../cli-world';
import type { ExitCode } from '../exit-code';
import { Output } from '../output/output';
import { findProject, type Project, type ProjectFlags } from '../project/find-project';
import { loadDefinitions } from '../project/load-definitions';

/** Options that every command has. */
export interface SharedFlags extends ProjectFlags {
  readonly json?: boolean;
}

/** What a command does its work with. */
export class CommandContext {
  readonly output: Output;
  private found: Promise<Project> | undefined;
  private loaded: Promise<Definitions> | undefined;

  constructor(
    readonly world: CliWorld,
    readonly host: CliHost,
    private readonly flags: SharedFlags,
  ) {
    this.output = new Output(world, flags.json === true);
  }

  project(): Promise<Project> {
    this.found ??= findProject(this.world, this.flags);
    return this.found;
  }

  definitions(): Promise<Definitions> {
    this.loaded ??= this.project().then((project) => loadDefinitions(project, this.world));
    return this.loaded;
  }

  /** Opens the instance to read, or to leave marks on which others act. */
  async openTool(): Promise<Instance> {
    return this.open('tool', undefined);
  }

  /** Opens the instance as one that serves what the definitions know. */
  async openServing(role: Exclude<ProcessRole, 'tool'>): Promise<Instance> {
    return this.open(role, await this.definitions());
  }

  private async open(role: ProcessRole, definitions: Definitions | undefined): Promise<Instance> {
    const { storage, location, environment } = await this.project();
    const say = (message: string) => this.output.say(message);
    return this.host.openInstance({ storage, location, environment, role, definitions, say });
  }
}

/** What a command does when it was typed rightly. */
export type Work = (context: CommandContext) => Promise<ExitCode>;

/** Runs the work of a command; the one way from commander to it. */
export type Start = (flags: SharedFlags, work: Work) => Promise<void>;
