import type { Division, Region } from "./activation.ts";
import type { Team } from "./team/team.ts";

/** An activation or a cache. */
interface Shared {
  readonly region: Region;
}

/**
 * Decides where the ranks need a barrier: before one reads what another may have written since the last barrier, and
 * before one overwrites what another may still be reading. Every rank sees the same calls in the same order, so all of
 * them decide alike without communicating. Where an operation reads only what this rank itself has written, nobody waits.
 */
export class Exchange {
  /** The number of the present phase: the time between two barriers. */
  private phase = 1;

  constructor(private readonly team: Team) {}

  /** Before reading any part of a buffer. */
  read({ region }: Shared): void {
    if (region.isPrivate) return;
    if (region.writtenIn === this.phase) this.barrier();
    region.readIn = this.phase;
  }

  /** Before reading this rank's share of a buffer, by a division. */
  readShare({ region }: Shared, division: Division): void {
    const isOwn = region.writtenBy === division;
    if (!region.isPrivate && !isOwn && region.writtenIn === this.phase) this.barrier();
  }

  /** Before writing this rank's share of a buffer. */
  write({ region }: Shared, division: Division): void {
    if (region.isPrivate) return;
    if (region.readIn === this.phase) this.barrier();
    region.writtenIn = this.phase;
    region.writtenBy = division;
  }

  barrier(): void {
    this.phase++;
    this.team.barrier();
  }
}
