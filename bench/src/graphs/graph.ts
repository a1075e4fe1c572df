/** What every op returns: small, and new for each call. */
export interface Item {
  readonly n: number;
}

/** One op of a graph; numbers are the indices of the ops whose items it takes. */
export type Call =
  | { readonly op: 'first' }
  | { readonly op: 'next'; readonly from: number }
  | { readonly op: 'failing'; readonly from: number }
  | { readonly op: 'pair'; readonly from: readonly [number, number] }
  | { readonly op: 'join'; readonly from: readonly number[] };

/** A graph that every contestant builds in its own way: its ops, each after those it takes from. */
export interface Graph {
  readonly calls: readonly Call[];
}

/** One op after the other. */
export function chain(size: number): Graph {
  return {
    calls: Array.from({ length: size }, (_, at) => (at === 0 ? { op: 'first' } : { op: 'next', from: at - 1 })),
  };
}

/** 1 → width → 1. */
export function fan(width: number): Graph {
  const middle = Array.from({ length: width }, (): Call => ({ op: 'next', from: 0 }));
  const from = middle.map((_, at) => at + 1);
  return { calls: [{ op: 'first' }, ...middle, { op: 'join', from }] };
}

/** `layers` times `width` ops; each takes from two neighbours of the layer above, those of the first layer from nothing. */
export function layered(layers: number, width: number): Graph {
  const at = (layer: number, place: number) => layer * width + (place % width);
  const calls = Array.from({ length: layers * width }, (_, index): Call => {
    const [layer, place] = [Math.floor(index / width), index % width];
    return layer === 0 ? { op: 'first' } : { op: 'pair', from: [at(layer - 1, place), at(layer - 1, place + 1)] };
  });
  return { calls };
}

/** 1 → width, of which every tenth op fails whenever it is called. */
export function failingFan(width: number): Graph {
  const leaves = Array.from({ length: width }, (_, at): Call => ({ op: at % 10 === 9 ? 'failing' : 'next', from: 0 }));
  return { calls: [{ op: 'first' }, ...leaves] };
}
