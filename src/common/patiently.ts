import { setImmediate } from "node:timers/promises";

/** How long the event loop may have to wait, in milliseconds. */
const longestWait = 20;

/**
 * Calls a function with each of many items. The event loop runs in between, so that signals and timers are handled while
 * the work goes on.
 */
export async function forEachPatiently<Item>(
  items: Iterable<Item>,
  use: (item: Item) => void,
): Promise<void> {
  let pause = performance.now() + longestWait;
  for (const item of items) {
    use(item);
    if (performance.now() < pause) continue;
    await setImmediate();
    pause = performance.now() + longestWait;
  }
}
