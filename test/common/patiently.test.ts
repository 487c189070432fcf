import { expect, test } from "bun:test";
import { forEachPatiently } from "../../src/common/patiently.ts";

test("each item is used, in order", async () => {
  const seen: number[] = [];
  await forEachPatiently([3, 1, 2], (item) => seen.push(item));
  expect(seen).toEqual([3, 1, 2]);
});

test("a timer runs while items are left", async () => {
  let timerRan = false;
  setTimeout(() => {
    timerRan = true;
  }, 0);
  function* endless(): Generator<number> {
    for (let item = 0; !timerRan; item++) yield item;
  }
  let count = 0;
  await forEachPatiently(endless(), () => count++);
  expect(count).toBeGreaterThan(0);
});

test("an error ends the work", async () => {
  const seen: number[] = [];
  const work = forEachPatiently([1, 2, 3], (item) => {
    seen.push(item);
    if (item === 2) throw new RangeError("two");
  });
  expect(work).rejects.toThrow("two");
  await work.catch(() => {});
  expect(seen).toEqual([1, 2]);
});
