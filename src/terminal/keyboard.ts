import { lazy } from "../common/lazy.ts";
import { quitJob, stopJob, useTerminal } from "./job-control.ts";
import { type Key, KeyDecoder } from "./key-decoder.ts";
import { onLeaving, writeAtOnce } from "./on-leaving.ts";
import { isLiveTerminal } from "./status.ts";

/** A terminal that is asked to marks what is pasted with ESC [200~ and ESC [201~ (xterm's bracketed paste). */
const markPastes = "\x1b[?2004h";
const markNoPastes = "\x1b[?2004l";

/** How long an escape character waits for the rest of a sequence before it counts as the Esc key, milliseconds. */
const escapeTime = 60;

/** How soon a second Ctrl-C counts as part of the first one, milliseconds. Later it ends the program. */
const repeatTime = 1000;

/**
 * The keys that a person presses. While it is open, keys come one by one and the terminal does not show them; what is
 * typed before a question is asked waits for it. Ctrl-Z, and Ctrl-C when no question is asked, do what they do elsewhere.
 */
export class Keyboard {
  private readonly decoder = new KeyDecoder();
  private text = new TextDecoder();
  private waiting: Key[] = [];
  private hasEnded = false;
  private wake: (() => void) | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isListening = false;
  private interruptedAt = Number.NEGATIVE_INFINITY;
  private giveBack: (() => void) | undefined;
  private isAsking = false;

  constructor(private readonly input: NodeJS.ReadStream) {}

  /**
   * Takes the keyboard until `close` is called.
   * @param marksPastes whether the terminal of standard error is asked to mark pastes. If it understands no control
   * sequences, its own line editing stays
   */
  open({ marksPastes = true } = {}): void {
    if (this.giveBack !== undefined) return;
    this.listen();
    this.input.resume();
    if (marksPastes && !isLiveTerminal()) {
      this.giveBack = () => {};
      return;
    }
    const setMode = (isTyping: boolean): void => {
      this.setRaw(isTyping);
      if (marksPastes) writeAtOnce(isTyping ? markPastes : markNoPastes);
    };
    setMode(true);
    const release = useTerminal({
      putBack: () => setMode(false),
      takeAgain: () => {
        // After SIGSTOP Bun takes the mode for set, although a shell has changed it
        setMode(false);
        setMode(true);
      },
    });
    const forget = onLeaving(() => setMode(false));
    this.giveBack = () => {
      release();
      forget();
      setMode(false);
    };
  }

  /** Puts the terminal back as it was. If the program ends while the keyboard is open, this is done too. */
  close(): void {
    this.giveBack?.();
    this.giveBack = undefined;
    this.input.pause();
  }

  /** A question is asked: until it is answered, it takes Ctrl-C. */
  beginQuestion(): void {
    this.isAsking = true;
  }

  endQuestion(): void {
    this.isAsking = false;
    this.interruptedAt = Number.NEGATIVE_INFINITY;
  }

  /** Waits for keys. @returns those that came in one piece; none when the terminal has gone */
  async read(): Promise<Key[]> {
    while (this.waiting.length === 0 && !this.hasEnded) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    return this.waiting.splice(0);
  }

  /** Gives back keys that were read but not used. */
  unread(keys: readonly Key[]): void {
    this.waiting.unshift(...keys);
  }

  /** Adds a key to those that wait, or does what it does at any time. */
  press(key: Key): void {
    if (key.name === "ctrl-z") stopJob();
    else if (key.name === "ctrl-\\") quitJob();
    else if (key.name === "ctrl-c" && !this.isAsking) this.interrupt();
    else this.waiting.push(this.isAsking ? key : asTyped(key));
    this.wake?.();
  }

  private interrupt(): void {
    const now = performance.now();
    if (now - this.interruptedAt < repeatTime) return;
    this.interruptedAt = now;
    process.emit("SIGINT", "SIGINT");
  }

  private listen(): void {
    if (this.isListening) return;
    this.isListening = true;
    this.input.on("data", (bytes: Buffer) => this.take(this.text.decode(bytes, { stream: true })));
    for (const event of ["end", "close", "error"]) {
      this.input.on(event, () => {
        this.hasEnded = true;
        this.wake?.();
      });
    }
  }

  private take(piece: string): void {
    clearTimeout(this.timer);
    for (const key of this.decoder.push(piece)) this.press(key);
    if (!this.decoder.isPending) return;
    this.timer = setTimeout(() => {
      for (const key of this.decoder.flush()) this.press(key);
    }, escapeTime);
  }

  private setRaw(isRaw: boolean): void {
    try {
      this.input.setRawMode(isRaw);
    } catch {
      // The terminal has gone, and its modes with it
    }
  }
}

/** While the program is busy, what a person types may arrive in one piece: its line ends are Enter, not pasted. */
function asTyped(key: Key): Key {
  return key.name === "newline" ? { name: "enter" } : key;
}

/** The keyboard of this process. */
export const keyboard = lazy(() => new Keyboard(process.stdin));
