import { createHash } from 'node:crypto';
import { encodeValue, type JobDefinition, type ResolvedConfig } from '@hookline/core/spi';
import { type EventLogger, type LoggedEvent, messageOf, openLoggers, toError } from '@hookline/engine';
import type { DispatcherSpec } from './dispatcher-spec';

/** Sets of loggers that are kept open. */
const MOST = 100;

/** Of which job, and with which config, a line is. */
export interface LineSource {
  readonly job: JobDefinition;
  readonly config: ResolvedConfig;
}

/** The loggers of jobs whose runs are not of this process: opened when there is a first line, and kept. */
export class JobLoggers {
  private readonly opened = new Map<string, Promise<EventLogger>>();
  private complained = false;

  constructor(private readonly spec: Pick<DispatcherSpec, 'clock' | 'consoleLogger' | 'say'>) {}

  write(event: LoggedEvent, source: LineSource): void {
    void this.of(source).then((log) => this.tell(log, event));
  }

  /** Hands a line to loggers; one that throws is told of once. */
  tell(log: EventLogger, event: LoggedEvent): void {
    log(event, (thrown) => this.complain(`A logger threw: ${messageOf(toError(thrown, 'A logger'))}`));
  }

  private of(source: LineSource): Promise<EventLogger> {
    const key = keyOf(source);
    const known = this.opened.get(key);
    if (known) return known;
    const opening = this.open(source);
    this.opened.set(key, opening);
    for (const oldest of this.opened.keys()) {
      if (this.opened.size <= MOST) break;
      this.opened.delete(oldest);
    }
    return opening;
  }

  /** A logger that does not open must not keep a hook from its work, nor its lines from being seen. */
  private async open({ job, config }: LineSource): Promise<EventLogger> {
    try {
      return await openLoggers(job, config, this.spec);
    } catch (error) {
      this.complain(`A logger of job '${job.name}' does not open: ${messageOf(toError(error, 'A logger'))}`);
      return openLoggers(job, { ...config, loggers: new Map() }, this.spec);
    }
  }

  private complain(line: string): void {
    if (this.complained) return;
    this.complained = true;
    this.spec.say(`${line} (Further ones are not told.)`);
  }
}

/** Hashed, for it holds secrets. */
function keyOf({ job, config: { loggers, secrets } }: LineSource): string {
  const { text } = encodeValue([job.name, [...loggers], secrets]);
  return createHash('sha256').update(text).digest('base64');
}
