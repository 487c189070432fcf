import { Arena, type ScratchSizes } from "./arena.ts";

/** The memories of a rank, as many as its weights take. */
export class Arenas {
  private readonly list: Arena[] = [];

  constructor(
    private readonly module: WebAssembly.Module,
    private readonly sizes: ScratchSizes,
  ) {}

  /** Any of the memories, for work that needs only scratch space. */
  get first(): Arena {
    return this.list[0] ?? this.add();
  }

  /** Reserves space for weights. @throws UserError when the system has no more memory */
  allocate(bytes: number): { arena: Arena; address: number } {
    const last = this.list.at(-1) ?? this.add();
    const address = last.allocate(bytes);
    if (address !== undefined) return { arena: last, address };
    const arena = this.add();
    const start = arena.allocate(bytes);
    if (start === undefined) throw new RangeError(`${bytes} bytes of weights do not fit one memory`);
    return { arena, address: start };
  }

  private add(): Arena {
    const arena = new Arena(this.module, this.sizes);
    this.list.push(arena);
    return arena;
  }
}
