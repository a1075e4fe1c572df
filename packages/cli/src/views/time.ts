const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `340 ms`, `1.2 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`. */
export function formatDuration(ms: number): string {
  if (ms < SECOND) return `${Math.max(0, Math.round(ms))} ms`;
  // What would be rounded up to 60.0 s is a minute.
  if (ms < MINUTE - SECOND / 20) return `${(ms / SECOND).toFixed(1)} s`;
  if (ms < HOUR) return twoParts(ms, [MINUTE, 'min'], [SECOND, 's']);
  return ms < DAY ? twoParts(ms, [HOUR, 'h'], [MINUTE, 'min']) : twoParts(ms, [DAY, 'd'], [HOUR, 'h']);
}

type Unit = readonly [length: number, name: string];

function twoParts(ms: number, [large, largeName]: Unit, [small, smallName]: Unit): string {
  const smalls = Math.round(ms / small);
  const perLarge = large / small;
  const rest = smalls % perLarge;
  return `${Math.floor(smalls / perLarge)} ${largeName}${rest === 0 ? '' : ` ${rest} ${smallName}`}`;
}

/** `just now`, `12 s ago`, `5 min ago`, `3 h ago`, `2 d ago`; a time that is not over yet is `in 5 min`. */
export function formatAgo(at: number, now: number): string {
  const ms = now - at;
  const length = Math.abs(ms);
  if (length < 2 * SECOND) return ms < 0 ? 'now' : 'just now';
  const text = oneUnit(length);
  return ms < 0 ? `in ${text}` : `${text} ago`;
}

function oneUnit(ms: number): string {
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  return ms < 2 * DAY ? `${Math.floor(ms / HOUR)} h` : `${Math.floor(ms / DAY)} d`;
}

/** `2026-01-31 12:30:01`, in the zone of this machine. */
export function formatTime(at: number): string {
  const time = new Date(at);
  const day = [time.getFullYear(), time.getMonth() + 1, time.getDate()].map(twoDigits).join('-');
  return `${day} ${clockTime(time)}`;
}

/** `12:30:01.123`, in the zone of this machine. */
export function formatClock(at: number): string {
  const time = new Date(at);
  return `${clockTime(time)}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}

function clockTime(time: Date): string {
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map(twoDigits).join(':');
}

function twoDigits(part: number): string {
  return String(part).padStart(2, '0');
}

/** `3.2 MB` */
export function formatBytes(bytes: number): string {
  const units = ['kB', 'MB', 'GB', 'TB'];
  if (bytes < 1_000) return `${bytes} bytes`;
  let value = bytes / 1_000;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${value.toFixed(1)} ${units[unit]}`;
}
