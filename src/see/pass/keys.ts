import { isControl, type Key, keyboard } from "../../terminal/keyboard.ts";

/** What a person wants the pages to do. */
export type Action = "next" | "back" | "first" | "last" | "toggle" | "leave" | "interrupt" | "suspend";

const named: Readonly<Record<string, Action>> = {
  return: "next",
  enter: "next",
  right: "next",
  down: "next",
  pagedown: "next",
  left: "back",
  up: "back",
  pageup: "back",
  backspace: "back",
  home: "first",
  end: "last",
  escape: "leave",
};

const letters: Readonly<Record<string, Action>> = { " ": "next", b: "toggle", q: "leave" };

/** What keys that came at once ask for. */
export function actionsOf(keys: readonly Key[]): Action[] {
  return keys.flatMap((key): Action[] => {
    if (isControl(key, "c")) return ["interrupt"];
    if (isControl(key, "d")) return ["leave"];
    if (isControl(key, "z")) return ["suspend"];
    const action = named[key.name ?? ""];
    if (action !== undefined) return [action];
    return Array.from(key.text ?? "", (letter) => letters[letter.toLowerCase()]).filter(
      (each) => each !== undefined,
    );
  });
}

/** Waits for keys that ask for something; a terminal that has gone asks to leave. */
export async function readActions(): Promise<Action[]> {
  for (;;) {
    const keys = await keyboard().read();
    if (keys.length === 0) return ["leave"];
    const actions = actionsOf(keys);
    if (actions.length > 0) return actions;
  }
}

/** Has keys come one by one, and not shown by the terminal; or as before. */
export function setKeys(isOn: boolean): void {
  if (isOn) keyboard().resume();
  else keyboard().pause();
  try {
    process.stdin.setRawMode(isOn);
  } catch {
    // The terminal has gone, and its modes with it
  }
}
