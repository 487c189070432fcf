import type { Arithmetic } from "../../engine/arithmetic.ts";
import type { Control } from "../../engine/team/control.ts";
import type { WorkerTeam } from "../../engine/team/worker-team.ts";
import { word } from "./words.ts";

const rounds = 8;

/** Lets all ranks read memory at once, as fast as they can, and notes the speed of the best round. */
export function measureReadSpeed(arithmetic: Arithmetic, control: Control, team: WorkerTeam): void {
  const read = arithmetic.prepareMemoryRead();
  let best = Number.POSITIVE_INFINITY;
  let bytes = 0;
  for (let round = 0; round < rounds; round++) {
    team.barrierToTheEnd();
    const started = performance.now();
    bytes = read();
    team.barrierToTheEnd();
    best = Math.min(best, performance.now() - started);
  }
  if (team.rank === 0) control.set(word.readSpeed, (bytes * team.size) / 1e6 / (best / 1000));
}
