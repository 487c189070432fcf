/** A pair of tokens as one number, and how often it was seen when it was queued. */
export interface QueuedPair {
  readonly pair: number;
  readonly count: number;
}

/** A binary heap of pairs: the one seen most often comes first; of equals, the one with the lower number. */
export class PairQueue {
  /** The children of the pair at i are at 2i + 1 and 2i + 2, and never come before it. */
  private readonly heap: QueuedPair[] = [];

  push(pair: number, count: number): void {
    const { heap } = this;
    const queued = { pair, count };
    let at = heap.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(queued, heap[parent])) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = queued;
  }

  /** Takes the first pair out; undefined when there is none. */
  pop(): QueuedPair | undefined {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) child++;
      if (!isBefore(heap[child], last)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

function isBefore(a: QueuedPair, b: QueuedPair): boolean {
  return a.count > b.count || (a.count === b.count && a.pair < b.pair);
}
