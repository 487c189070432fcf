import { firstFreeWord } from "../../src/engine/team/control.ts";
import { rankMain } from "../../src/engine/team/rank-main.ts";

// A rank whose work is chosen by the kind of the command, for tests of the team itself.

/** What the rank can be told to do. */
export const command = { count: 1, fail: 2, die: 3, meetOften: 4 } as const;

/** Words of the team's control: what the ranks have counted, and how many barriers rank 0 has passed. */
export const word = { counted: firstFreeWord, passed: firstFreeWord + 1 } as const;

/** Barriers of `meetOften`: they take far longer than a test waits before it interrupts. */
export const barriers = 50_000_000;

if (!Bun.isMainThread) {
  rankMain((_start, team, control) => ({
    execute(kind) {
      if (kind === command.count) control.add(word.counted, team.rank + 1);
      if (kind === command.fail && team.rank === 1) throw new Error("rank 1 cannot do this");
      if (kind === command.die && team.rank === 1) process.exit(7);
      if (kind === command.meetOften) {
        for (let n = 0; n < barriers; n++) {
          team.barrier();
          if (team.rank === 0) control.set(word.passed, n + 1);
        }
      }
      team.barrier();
    },
  }));
}
