import type { Division, Region } from "./activation.ts";
import type { Team } from "./team/team.ts";

/** An activation or a cache. */
interface Shared {
  readonly region: Region;
}

/**
 * Decides when the ranks must meet: before one reads what another may have written since they last did, and before one
 * overwrites what another may still be reading. Every rank sees the same calls in the same order, so all of them decide
 * alike without a word. Where an operation reads only what this rank itself has written, nobody waits.
 */
export class Exchange {
  /** The number of the stretch between two meetings that the ranks are in. */
  private stretch = 1;

  constructor(private readonly team: Team) {}

  /** Before reading any part of a buffer. */
  read({ region }: Shared): void {
    if (region.isPrivate) return;
    if (region.writtenIn === this.stretch) this.meet();
    region.readIn = this.stretch;
  }

  /** Before reading the share of a buffer that is this rank's by a division. */
  readShare({ region }: Shared, division: Division): void {
    const isOwn = region.writtenBy === division;
    if (!region.isPrivate && !isOwn && region.writtenIn === this.stretch) this.meet();
  }

  /** Before writing this rank's share of a buffer. */
  write({ region }: Shared, division: Division): void {
    if (region.isPrivate) return;
    if (region.readIn === this.stretch) this.meet();
    region.writtenIn = this.stretch;
    region.writtenBy = division;
  }

  meet(): void {
    this.stretch++;
    this.team.meet();
  }
}
