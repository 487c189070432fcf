import { emitKeypressEvents, type Key as ReadlineKey } from "node:readline";
import { lazy } from "../common/lazy.ts";

/** A key, or a run of letters that came at once. */
export interface Key extends ReadlineKey {
  /** What it types, if it does. */
  readonly text?: string;
  /** Came while nobody asked for a line: whoever typed it meant each line end. */
  readonly isEarly?: boolean;
}

/** What a person types at the terminal; keys that nobody has taken yet wait for the next question. */
export class Keyboard {
  private waiting: Key[] = [];
  private hasEnded = false;
  private wake: (() => void) | undefined;

  constructor(private readonly input: NodeJS.ReadStream) {
    emitKeypressEvents(input);
    input.on("keypress", (text: string | undefined, key: ReadlineKey) => this.press({ ...key, text }));
    for (const event of ["end", "close", "error"]) input.on(event, () => this.end());
  }

  /** Puts a key behind those that wait. */
  press(key: Key): void {
    this.waiting.push(key);
    this.wake?.();
  }

  /** Begins to listen. */
  resume(): void {
    this.input.resume();
  }

  /** Stops listening; what is typed meanwhile waits in the terminal. @param rest keys that were read but not used */
  pause(rest: readonly Key[] = []): void {
    this.waiting.unshift(...rest);
    this.waiting = this.waiting.map((key) => ({ ...key, isEarly: true }));
    this.input.pause();
  }

  /** Waits for keys. @returns all that came in one piece, letters in a row as one; none when the terminal has gone */
  async read(): Promise<Key[]> {
    while (this.waiting.length === 0 && !this.hasEnded) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    return joinLetters(this.waiting.splice(0));
  }

  private end(): void {
    this.hasEnded = true;
    this.wake?.();
  }
}

/** The keyboard of this process. */
export const keyboard = lazy(() => new Keyboard(process.stdin));

/** Whether a key is a letter together with Ctrl. */
export function isControl({ ctrl, name }: Key, letter: string): boolean {
  return ctrl === true && name === letter;
}

function joinLetters(keys: readonly Key[]): Key[] {
  const joined: Key[] = [];
  let run: string[] = [];
  const flush = (): void => {
    if (run.length > 0) joined.push({ text: run.join("") });
    run = [];
  };
  for (const key of keys) {
    if (isLetter(key)) {
      run.push(key.text ?? "");
    } else {
      flush();
      joined.push(key);
    }
  }
  flush();
  return joined;
}

function isLetter({ text, ctrl, meta }: Key): boolean {
  return text !== undefined && !ctrl && !meta && !/[\x00-\x1f\x7f]/.test(text);
}
