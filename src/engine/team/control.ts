/** The words that every team uses, by name. */
export const word = {
  /** How many commands the main thread has given. */
  commands: 0,
  /** How many of them are done. */
  done: 1,
  /** The kind of the present command. */
  kind: 2,
  /** Ranks that have arrived at the present barrier. */
  arrived: 3,
  /** How many barriers are over. */
  barriers: 4,
  /** Ranks that sleep at the present barrier. */
  sleepers: 5,
  /** 1 while the main thread wants the work to stop. */
  stopRequested: 6,
  /** What the last rank to arrive at a barrier saw of that: the ranks must agree. */
  stopAgreed: 7,
  /** 1 once a rank has failed: nobody waits for it any more. */
  failed: 8,
} as const;

/** The kind of command that ends a rank. All others belong to the work that the team does, and are above 0. */
export const leave = 0;

/** The first word that the work of a team may give a meaning to. */
export const firstFreeWord = 9;

// A cache line for each word, so that ranks spinning on one are not disturbed by writes to another
const stride = 16;
const words = 24;

/** Memory that the main thread and the ranks share: a few words for signals, and the data of the present command. */
export class Control {
  private readonly words: Int32Array;
  /** Data of the present command, as the work of the team understands it. */
  readonly data: Int32Array;

  constructor(
    readonly buffer: SharedArrayBuffer,
    readonly ranks: number,
  ) {
    this.words = new Int32Array(buffer, 0, words * stride);
    this.data = new Int32Array(buffer, words * stride * 4);
  }

  /** @param data how many 32-bit words of data a command may carry */
  static create(ranks: number, data = 0): Control {
    return new Control(new SharedArrayBuffer((words * stride + data) * 4), ranks);
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

  /** How the main thread waits for a word to change from a value: signals and timers keep working. */
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
