import type { Ending, UpstreamView } from '@hookline/core/spi';
import type { StepGraph } from './step-graph';
import type { StepRun } from './step-run';

/** The ended upstream steps of one step. */
export class StepUpstream implements UpstreamView {
  constructor(
    private readonly graph: StepGraph,
    private readonly step: StepRun,
  ) {}

  output(index: number, output: string): Ending {
    const source = this.graph.sourceOf(this.step, index);
    return source ? endingOf(source, output) : 'broken';
  }

  collected(index: number, output: string): readonly Ending[] {
    const sources = this.graph.instancesOf(index);
    const [first] = sources;
    // Each item of a dynamic step that ended well is there.
    if (first?.plan.dynamic && first.ending === 'success') {
      return Array.from((first.value as ReadonlyMap<string, unknown>).keys(), () => 'present' as const);
    }
    return sources.map((source) => endingOf(source, output));
  }

  broken(index: number): boolean {
    const source = this.graph.pairs(this.step.index, index) ? this.graph.sourceOf(this.step, index) : undefined;
    return source ? isBroken(source) : this.graph.instancesOf(index).some(isBroken);
  }
}

/** A single output of a step, or a named one of several. */
export function outputOf(source: StepRun, output: string): unknown {
  return source.outputs ? source.outputs[output] : source.value;
}

function endingOf(source: StepRun, output: string): Ending {
  if (isBroken(source)) return 'broken';
  if (source.ending === 'skipped') return 'absent';
  return source.outputs === undefined || Object.hasOwn(source.outputs, output) ? 'present' : 'absent';
}

function isBroken({ ending }: StepRun): boolean {
  return ending !== 'success' && ending !== 'skipped';
}
