import { target } from "../../../scripts/measure/fuzz/target.ts";
import { UserError } from "../../../src/common/errors.ts";

// Targets with planted mistakes, for the test of the fuzzer

const numbered = (name: string, check: (number: number) => unknown) =>
  target(
    name,
    (chance) => String(chance.below(1000)),
    (input) => check(Number(input)),
  );

export const targets = [
  numbered("right", (number) => {
    if (number % 2 === 0) throw new UserError("an even number");
  }),
  numbered("throws", (number) => {
    if (number % 50 === 7) throw new TypeError(`undefined is not ${number}`);
  }),
  numbered("rejects", async (number) => {
    await null;
    if (number % 50 === 7) throw new RangeError("later");
  }),
  numbered("dies", (number) => {
    if (number % 50 === 7) process.exit(3);
  }),
  numbered("takes memory", (number) => {
    if (number % 50 === 7) new Uint8Array(6e8).fill(1);
  }),
  numbered("takes time", (number) => {
    if (number % 50 !== 7) return;
    const time = ({ user, system } = process.cpuUsage()) => user + system;
    for (const end = time() + 0.6e6; time() < end; );
  }),
  numbered("never ends", (number) => {
    if (number % 50 === 7) for (;;);
  }),
];
