import { z } from 'zod';
import { formatNumber } from './format';

/** Units that a report can show temperatures in. */
export const temperatureUnit = z.enum(['celsius', 'fahrenheit']);
export type TemperatureUnit = z.output<typeof temperatureUnit>;

export const TEMPERATURE_SYMBOLS: Readonly<Record<TemperatureUnit, string>> = { celsius: '°C', fahrenheit: '°F' };

/** Degrees Celsius in a unit. */
export function inUnit(celsius: number, unit: TemperatureUnit): number {
  return unit === 'celsius' ? celsius : celsius * 1.8 + 32;
}

/** Degrees Celsius as text in a unit, with one decimal: `12.3 °C`. */
export function formatTemperature(celsius: number, unit: TemperatureUnit): string {
  return `${formatNumber(inUnit(celsius, unit), 1)} ${TEMPERATURE_SYMBOLS[unit]}`;
}
