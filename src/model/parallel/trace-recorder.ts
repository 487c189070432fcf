import type { Team } from "../../engine/team/team.ts";

/** The operations of one rank in a command, with their times in microseconds since 1970. */
export interface TraceMessage {
  readonly kind: "traced";
  readonly rank: number;
  readonly names: readonly string[];
  /** Of each name, when it began and when it ended. */
  readonly times: Float64Array;
  /** What the pass read. */
  readonly tokens: number;
  readonly position: number;
}

/** Microseconds since 1970, by a clock that all threads share. */
function now(): number {
  return (performance.timeOrigin + performance.now()) * 1000;
}

/** Records the operations of a rank. It is made only when a trace is wanted. */
export class TraceRecorder {
  private names: string[] = [];
  private times: number[] = [];
  private passBegan = 0;
  private stepBegan = 0;

  constructor(private readonly rank: number) {}

  /** A forward pass begins. */
  begin(): void {
    this.names = [];
    this.times = [];
    this.passBegan = now();
    this.stepBegan = this.passBegan;
  }

  /** A step has ended; it began when the one before ended. */
  step(name: string): void {
    this.add(name, this.stepBegan);
    this.stepBegan = now();
  }

  /** The pass has ended: sends what was recorded to the main thread. */
  end(tokens: number, position: number): void {
    this.add("forward", this.passBegan);
    const times = Float64Array.from(this.times);
    const { rank, names } = this;
    const message: TraceMessage = { kind: "traced", rank, names, times, tokens, position };
    postMessage(message, [times.buffer]);
  }

  /** The same team, whose barriers are recorded. */
  watch(team: Team): Team {
    return {
      rank: team.rank,
      size: team.size,
      barrier: () => {
        const began = now();
        team.barrier();
        this.add("barrier", began);
      },
    };
  }

  private add(name: string, began: number): void {
    this.names.push(name);
    this.times.push(began, now());
  }
}
