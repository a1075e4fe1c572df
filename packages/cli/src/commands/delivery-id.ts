import type { Instance } from '@hookline/daemon';

/** The whole id of a delivery: lists show them with the beginning of their run's. */
export async function wholeDeliveryId(instance: Instance, given: string): Promise<string> {
  const [run = '', ...rest] = given.split('/');
  if (rest.length === 0) return given;
  const { id } = await instance.runs.get(run);
  return [id, ...rest].join('/');
}
