import type { Summary } from '../measure/statistics';

/** A figure with three digits that matter: `1,234`, `12.3`, `0.123`. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return Number(value.toPrecision(3)).toString();
}

/** `12.3 (11.9–13.0)`: median and quartiles. */
export function spread({ median, low, high }: Summary): string {
  return `${digits(median)} (${digits(low)}–${digits(high)})`;
}
