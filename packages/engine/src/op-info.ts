import type { OpInfo } from '@hookline/core';
import type { PlanStep } from '@hookline/core/spi';

/** The op of a step, as contexts show it. */
export function opInfo(step: PlanStep): OpInfo {
  const { name, alias, op, tags, description } = step;
  return {
    name,
    ...(alias !== undefined && { alias }),
    definition: op,
    tags,
    ...(description !== undefined && { description }),
  };
}
