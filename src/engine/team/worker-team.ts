import { type Control, word } from "./control.ts";
import { Interrupted, type Team } from "./team.ts";

// About 50 µs: longer than ranks with equal shares drift apart, short enough not to matter where cores are scarce
const spins = 4000;

/** The ranks of a team, each on its own worker, as one of them sees it. */
export class WorkerTeam implements Team {
  readonly size: number;

  constructor(
    private readonly control: Control,
    readonly rank: number,
  ) {
    this.size = control.ranks;
  }

  meet(): void {
    this.gather();
    if (this.control.get(word.stopAgreed) === 1) throw new Interrupted();
  }

  /** Meets without heeding a wish to stop. @throws Error when another rank has failed */
  gather(): void {
    const { control } = this;
    const meeting = control.get(word.meetings);
    if (control.add(word.arrived, 1) === this.size - 1) {
      control.set(word.arrived, 0);
      control.set(word.stopAgreed, control.get(word.stopRequested));
      control.add(word.meetings, 1);
      if (control.get(word.sleepers) > 0) control.wake(word.meetings);
    } else {
      for (let i = 0; i < spins; i++) if (control.get(word.meetings) !== meeting) break;
      if (control.get(word.meetings) === meeting) {
        control.add(word.sleepers, 1);
        while (control.get(word.meetings) === meeting) control.sleep(word.meetings, meeting);
        control.add(word.sleepers, -1);
      }
    }
    if (control.get(word.failed) === 1) throw new Error("another rank has failed");
  }
}
