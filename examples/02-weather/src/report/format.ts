const DAY = new Intl.DateTimeFormat('en-US', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const FULL_DAY = new Intl.DateTimeFormat('en-US', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `2014-08-11` → `Aug 11`. */
export function formatDay(date: string): string {
  return DAY.format(new Date(date));
}

/** `2014-08-11` → `August 11, 2014`. */
export function formatFullDay(date: string): string {
  return FULL_DAY.format(new Date(date));
}

/** With thousands separators and a true minus sign. */
export function formatNumber(value: number, fractionDigits: number): string {
  const digits = { minimumFractionDigits: fractionDigits, maximumFractionDigits: fractionDigits };
  return value.toLocaleString('en-US', digits).replace('-', '\u2212');
}
