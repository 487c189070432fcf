/**
 * The share [from, to) of `total` items that belongs to a rank. Shares consist of whole blocks of `block` items and are as
 * even as possible. With more ranks than blocks some shares are empty.
 */
export function share(
  total: number,
  block: number,
  { rank, size }: { rank: number; size: number },
): [from: number, to: number] {
  const blocks = Math.ceil(total / block);
  const bound = (r: number) => Math.min(total, Math.floor((blocks * r) / size) * block);
  return [bound(rank), bound(rank + 1)];
}
