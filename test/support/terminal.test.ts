import { expect, test } from "bun:test";
import { fixture } from "./reference.ts";
import { inTerminal } from "./terminal.ts";

const model = ["-m", fixture("tiny-llama")];

/** Whether a process is there, and not only as an entry that its parent has not taken away yet. */
function isRunning(pid: number): boolean {
  return /^[^Z]/.test(Bun.spawnSync(["ps", "-o", "stat=", "-p", String(pid)]).stdout.toString());
}

test.skipIf(process.platform === "win32")(
  "a program that does not end in time is killed, and its screen is shown",
  async () => {
    const pids: number[] = [];
    const note = (shown: string): void => {
      for (const [, pid] of shown.matchAll(/pid (\d+)/g)) pids.push(Number(pid));
    };
    const running = inTerminal(
      model,
      [
        [/Choose/, note],
        [/never/, ""],
      ],
      {
        script: `echo pid $$; sleep 1000 & echo pid $!; "$0" "$@"`,
        limit: 3000,
      },
    );
    await expect(running).rejects.toThrow(
      /waited 3000 ms for \/never\/.*on the screen:.*your own\nChoose 0 to 8/s,
    );
    expect(pids).toHaveLength(2);
    await Bun.sleep(200);
    expect(pids.filter(isRunning)).toEqual([]);
  },
);

test.skipIf(process.platform === "win32")("an error of a step ends the program and the test", async () => {
  const fail = (): never => {
    throw new Error("not what was wanted");
  };
  await expect(inTerminal(model, [[/Choose/, fail]])).rejects.toThrow("not what was wanted");
});
