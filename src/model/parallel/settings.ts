import { UserError } from "../../common/errors.ts";
import type { Control } from "../../engine/team/control.ts";
import type { NetworkOptions } from "../create-network.ts";
import { word } from "./words.ts";

/** What the main thread tells every rank of a network. */
export interface RankOptions extends NetworkOptions {
  /** Whether every rank sends the times of its operations. */
  readonly isTraced: boolean;
}

/** What the ranks of a network may be told between two passes. */
export interface Settings {
  /** The parts that are switched off (see `Switches`). */
  readonly without: readonly string[];
  /** What is looked at; nothing if left out. */
  readonly look?: LookSettings;
}

/** Which steps' results rank 0 sends to the main thread. */
export interface LookSettings {
  /** The number of the look. */
  readonly look: number;
  /** The source of a regular expression that the steps' names match. */
  readonly steps: string;
  /** Whether it sends the last token's result alone. */
  readonly lastOnly: boolean;
}

/** 32-bit words of data that a command may carry at least: room for the names of all parts of a large model. */
export const settingsWords = 2 ** 17;

/** Puts settings where the ranks find them. @throws UserError when there are more than fit */
export function writeSettings(control: Control, settings: Settings): void {
  const text = new TextEncoder().encode(JSON.stringify(settings));
  if (text.length > control.data.byteLength) throw new UserError("too many parts are named; name fewer");
  new Uint8Array(control.data.buffer, control.data.byteOffset).set(text);
  control.set(word.tokens, text.length);
}

/** The settings that the main thread has put there. */
export function readSettings(control: Control): Settings {
  // TextDecoder takes no shared memory
  const text = new Uint8Array(control.data.buffer, control.data.byteOffset).slice(
    0,
    control.get(word.tokens),
  );
  return JSON.parse(new TextDecoder().decode(text));
}
