import { afterEach, expect, test } from "bun:test";
import { Control } from "../../../src/engine/team/control.ts";
import { Interrupted } from "../../../src/engine/team/team.ts";
import { Workers } from "../../../src/engine/team/workers.ts";
import { barriers, command, word } from "../../support/test-rank.ts";

// A busy machine may take longer than bun's five seconds
const url = new URL("../../support/test-rank.ts", import.meta.url);
const running: Workers[] = [];
afterEach(() => {
  for (const workers of running.splice(0)) workers.close();
});

async function team(ranks: number): Promise<Workers> {
  const workers = await Workers.start(url, Control.create(ranks), {});
  running.push(workers);
  return workers;
}

/** The message that a promise is rejected with. */
function failure(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "no error",
    (error: Error) => error.message,
  );
}

test("every rank carries out every command", async () => {
  const workers = await team(3);
  for (let n = 1; n <= 5; n++) {
    await workers.order(command.count);
    expect(workers.control.get(word.counted)).toBe(n * 6);
  }
});

test("a rank that throws fails the command and all that follow, and the others do not wait for it", async () => {
  const workers = await team(3);
  expect(await failure(workers.order(command.fail))).toBe("rank 1 cannot do this");
  expect(await failure(workers.order(command.count))).toBe("rank 1 cannot do this");
});

test("a worker that ends is noticed", async () => {
  const workers = await team(3);
  expect(await failure(workers.order(command.die))).toContain("worker 1 ended unexpectedly");
  expect(await failure(workers.order(command.count))).toContain("worker 1 ended unexpectedly");
});

test("an interruption ends a command at a barrier in all ranks, and the next command is whole", async () => {
  const workers = await team(2);
  const running = workers.order(command.meetOften);
  while (workers.control.get(word.passed) < 100) await Bun.sleep(1);
  workers.interrupt();
  expect(await running.catch((error) => error)).toBeInstanceOf(Interrupted);
  expect(workers.control.get(word.passed)).toBeLessThan(barriers);
  await workers.order(command.count);
  expect(workers.control.get(word.counted)).toBe(3);
});
