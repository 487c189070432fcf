import { type Control, word } from "./control.ts";
import { Interrupted, type Team } from "./team.ts";

// About 50 µs: longer than ranks with equal shares drift apart, short enough not to matter where cores are scarce
const spins = 4000;

/** A team whose ranks each run on a worker of their own, as one of them sees it. */
export class WorkerTeam implements Team {
  readonly size: number;

  constructor(
    private readonly control: Control,
    readonly rank: number,
  ) {
    this.size = control.ranks;
  }

  barrier(): void {
    this.barrierToTheEnd();
    if (this.control.get(word.stopAgreed) === 1) throw new Interrupted();
  }

  /** A barrier that ignores interruption. @throws Error when another rank has failed */
  barrierToTheEnd(): void {
    const { control } = this;
    const barrier = control.get(word.barriers);
    if (control.add(word.arrived, 1) === this.size - 1) {
      control.set(word.arrived, 0);
      control.set(word.stopAgreed, control.get(word.stopRequested));
      control.add(word.barriers, 1);
      if (control.get(word.sleepers) > 0) control.wake(word.barriers);
    } else {
      for (let i = 0; i < spins; i++) if (control.get(word.barriers) !== barrier) break;
      if (control.get(word.barriers) === barrier) {
        control.add(word.sleepers, 1);
        while (control.get(word.barriers) === barrier) control.sleep(word.barriers, barrier);
        control.add(word.sleepers, -1);
      }
    }
    if (control.get(word.failed) === 1) throw new Error("another rank has failed");
  }
}
