import type { Logger } from '@hookline/core';
import { type DeliveryRow, encodeHookLog, type HookLogRow } from '@hookline/core/spi';
import { createLogger, type LoggedEvent, type Time } from '@hookline/engine';
import type { HookRun, RunSetting } from './hook-run';
import type { OutcomeWriter } from './outcome-writer';
import type { ResourceTeller } from './resource-teller';

/** What is written down beside a run: each line is shown after its commit (D1). */
type AsideEvent = Parameters<typeof encodeHookLog>[0];

/** Of which hook of which run a line is. */
export interface LineOf {
  readonly row: Pick<DeliveryRow, 'stepKey' | 'hook'>;
  readonly run: HookRun;
  readonly setting: RunSetting;
}

/** Lines of hooks, and what becomes of resources that only they need. */
export class HookLog {
  constructor(
    private readonly writer: OutcomeWriter,
    private readonly time: Pick<Time, 'now'>,
  ) {}

  /** For the `log` of a hook's context. */
  loggerOf({ row, run, setting }: LineOf): Logger {
    return createLogger((level, message, data) => {
      const head = { runId: run.runId, at: this.time.now(), stepKey: row.stepKey, hookName: row.hook };
      this.append({ type: 'log', ...head, level, message, data }, setting);
    });
  }

  /** For resources that are opened on behalf of a run. */
  tellerOf({ run, setting }: Pick<LineOf, 'run' | 'setting'>): ResourceTeller {
    const head = () => ({ runId: run.runId, at: this.time.now() });
    return {
      listener: {
        opened: (key) => this.append({ type: 'resource.opened', ...head(), key }, setting),
        closed: (key) => this.append({ type: 'resource.closed', ...head(), key }, setting),
        failed: (key, phase, error) => this.append({ type: 'resource.failed', ...head(), key, phase, error }, setting),
      },
      log: createLogger((level, message, data) =>
        this.append({ type: 'log', ...head(), level, message, data }, setting),
      ),
    };
  }

  private append(event: AsideEvent, setting: RunSetting): void {
    const row: HookLogRow = encodeHookLog(event, setting.facts.redact);
    this.writer.log(row, isShown(event) ? () => setting.log(event) : undefined);
  }
}

function isShown(event: AsideEvent): event is Extract<AsideEvent, LoggedEvent> {
  return event.type === 'log' || event.type === 'resource.failed';
}
