/**
 * A list with one more item, begun by the first one. For lists that mostly get one item: an empty list to which something
 * is pushed takes room for 17.
 */
export function appendTo<T>(list: T[] | undefined, item: T): T[] {
  if (!list) return [item];
  list.push(item);
  return list;
}
