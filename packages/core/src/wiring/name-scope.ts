import { definitionError } from './definition-error';

/** How the user's code says the name that is asked for. */
export interface NameRequest {
  /** The op's or graph's own name. */
  readonly name: string;
  readonly alias: string | undefined;
  /** `job 'j'`, for the error. */
  readonly place: string;
}

/** The names that one body has given to its invocations. */
export class NameScope {
  private readonly taken = new Set<string>();
  private readonly counts = new Map<string, number>();

  /**
   * The alias, or the own name with a counter from the second invocation on: `a`, `a_2`, `a_3`.
   * @throws InvalidDefinitionError (`HOOKLINE_DUPLICATE_NAME`) when the name is taken
   */
  claim(request: NameRequest): string {
    const name = request.alias ?? this.next(request.name);
    if (this.taken.has(name)) throw taken(name, request);
    this.taken.add(name);
    return name;
  }

  private next(name: string): string {
    const count = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, count);
    return count === 1 ? name : `${name}_${count}`;
  }
}

function taken(name: string, { name: own, alias, place }: NameRequest) {
  const origin = alias === undefined && name !== own ? ` (the automatic name of another '${own}')` : '';
  return definitionError(
    'HOOKLINE_DUPLICATE_NAME',
    `Two invocations in the body of ${place} are named '${name}'${origin}.`,
    `Give one of them a name of its own: this.${own}.alias('other')(...).`,
  );
}
