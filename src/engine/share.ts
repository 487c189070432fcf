/**
 * The part [from, to) of `total` things that is a rank's: whole blocks of `block` things, as even as can be. It is empty
 * where there are more ranks than blocks.
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
