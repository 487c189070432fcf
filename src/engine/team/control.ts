/** The words that all ranks and the main thread share, by name. */
export const word = {
  /** How many commands the main thread has given. */
  commands: 0,
  /** How many of them are done. */
  done: 1,
  /** Ranks that have arrived at the present meeting. */
  arrived: 2,
  /** How many meetings are over. */
  meetings: 3,
  /** Ranks that sleep until the present meeting is over. */
  sleepers: 4,
  /** 1 while the main thread wants the work to stop. */
  stopRequested: 5,
  /** What the last to arrive at a meeting saw of that: the ranks must agree. */
  stopAgreed: 6,
  /** 1 once a rank has failed: nobody waits for it any more. */
  failed: 7,
  /** Layers done in the present forward pass. */
  layer: 8,
  /** Ranks all of whose weights are copies by now. */
  copied: 12,
  /** How fast all ranks together read memory, in MB/s, after they were asked to find out. */
  readSpeed: 13,
  /** Tensors that all ranks together have loaded. */
  loaded: 14,
  // The present command
  kind: 9,
  tokens: 10,
  position: 11,
} as const;

/** What the main thread may ask for. */
export const command = { forward: 1, forwardForLogits: 2, leave: 3, readMemory: 4 } as const;

// A cache line for each word, so that ranks spinning on one are not disturbed by writes to another
const stride = 16;
const words = 16;

/** Shared memory between the main thread and the ranks: a few words for signals, and the tokens to compute. */
export class Control {
  private readonly words: Int32Array;
  /** The ids of the tokens of the present command. */
  readonly tokens: Int32Array;

  constructor(
    readonly buffer: SharedArrayBuffer,
    readonly ranks: number,
  ) {
    this.words = new Int32Array(buffer, 0, words * stride);
    this.tokens = new Int32Array(buffer, words * stride * 4);
  }

  /** @param batch the most tokens that one command carries */
  static create(ranks: number, batch: number): Control {
    return new Control(new SharedArrayBuffer((words * stride + batch) * 4), ranks);
  }

  get(index: number): number {
    return Atomics.load(this.words, index * stride);
  }

  set(index: number, value: number): void {
    Atomics.store(this.words, index * stride, value);
  }

  /** Adds to a word. @returns what it was before */
  add(index: number, value: number): number {
    return Atomics.add(this.words, index * stride, value);
  }

  wake(index: number): void {
    Atomics.notify(this.words, index * stride);
  }

  /** Sleeps while a word has this value, until it is woken. Not for the main thread. */
  sleep(index: number, value: number): void {
    Atomics.wait(this.words, index * stride, value);
  }

  /** The main thread's way to wait for a word to change from a value: signals and timers go on. */
  async changed(index: number, value: number): Promise<void> {
    while (this.get(index) === value) {
      const waiting = Atomics.waitAsync(this.words, index * stride, value);
      if (waiting.async) await waiting.value;
    }
  }

  /** Waits for a word to change from a value: spins for a moment, since a sleeper takes 30 µs to wake, then sleeps. */
  waitFor(index: number, value: number, spins: number): void {
    for (let i = 0; i < spins; i++) if (this.get(index) !== value) return;
    while (this.get(index) === value) this.sleep(index, value);
  }
}
