import type { DeliveryRow } from '@hookline/core/spi';
import { deliveryDetail } from './hook-rows';
import type { Look } from './look';
import { shortDeliveryId, shortIds } from './short-id';
import { DELIVERY_COLORS } from './status';
import { type Column, table } from './table';
import { printable } from './text';
import { formatAgo } from './time';

const COLUMNS: readonly Column[] = [
  { title: 'DELIVERY', least: 20 },
  { title: 'STATE' },
  { title: 'STEP', least: 8 },
  { title: 'JOB', least: 8 },
  { title: 'OWED' },
  { title: 'ATTEMPTS', align: 'right' },
  { title: 'WHAT', least: 16 },
];

/** Deliveries, one per line. */
export function deliveryTable(rows: readonly DeliveryRow[], look: Look): string[] {
  const short = shortIds(rows.map(({ runId }) => runId));
  const { colors, now } = look;
  const cells = rows.map((row) => [
    { text: shortDeliveryId(row.id, short), paint: colors.bold },
    { text: row.state, paint: colors[DELIVERY_COLORS[row.state]] },
    { text: row.stepKey ?? '' },
    { text: row.job },
    { text: formatAgo(row.createdAt, now) },
    { text: String(row.attempts) },
    { text: printable(whatOf(row, now)), paint: colors.dim },
  ]);
  return table(COLUMNS, cells, look);
}

/** The detail without what other columns say. */
function whatOf(row: DeliveryRow, now: number): string {
  return deliveryDetail(row, now).replace(
    /^(delivered(, \d+ attempts)?|dead( after \d+ attempts?)?|pending, |suppressed: |running, )[: ]*/,
    '',
  );
}
