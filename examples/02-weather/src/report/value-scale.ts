/** Values → vertical positions. */
export interface Scale {
  /** Round numbers that span all values and zero. */
  readonly ticks: readonly number[];
  /** Where a value is, in pixels from the top, rounded to a tenth. */
  readonly y: (value: number) => number;
}

const TICKS = 6;

/** A linear scale from round number to round number, zero among them. `top` and `bottom` in pixels. */
export function valueScale(
  values: readonly number[],
  { top, bottom }: { readonly top: number; readonly bottom: number },
): Scale {
  const min = Math.min(0, ...values);
  const max = Math.max(0, ...values);
  const step = roundStep((max - min) / TICKS);
  const first = Math.floor(min / step);
  const last = Math.max(Math.ceil(max / step), first + 1);
  // Multiples of the index, not sums of steps: sums of 0.1 drift. Twelve digits hide the rest.
  const ticks = Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
  const span = (last - first) * step;
  return { ticks, y: (value) => Math.round((bottom - ((value - first * step) / span) * (bottom - top)) * 10) / 10 };
}

/** The next of 1, 2, 5, 10, 20, 50, … (or of their fractions) that is not smaller; 1 where there is nothing to span. */
function roundStep(step: number): number {
  if (step <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(step));
  const factor = [1, 2, 5].find((candidate) => candidate * power >= step) ?? 10;
  return factor * power;
}
