import { closeSync, openSync, readFileSync } from "node:fs";
import { useTerminal } from "./job-control.ts";
import { onLeaving } from "./on-leaving.ts";

/**
 * Keeps what is typed from showing in an answer, while the program does not read it: it stays in the terminal for
 * whatever reads next, usually the shell. Ctrl-C and the like work as before. Needs stty; without it nothing changes.
 * @returns ends that
 */
export function silenceTyping(): () => void {
  if (process.platform === "win32" || !process.stdout.isTTY || !setEcho(false)) return () => {};
  const release = useTerminal({ putBack: () => void setEcho(true), takeAgain: () => void setEcho(false) });
  const forget = onLeaving(() => void setEcho(true));
  return () => {
    release();
    forget();
    setEcho(true);
  };
}

/** @returns whether the terminal shows what is typed from now on, or no longer */
function setEcho(isOn: boolean): boolean {
  // In the background the terminal is somebody else's, and the system would stop the program for changing it
  if (!isInForeground()) return false;
  try {
    const terminal = openSync("/dev/tty", "r");
    try {
      const options = { stdin: terminal, stdout: "ignore", stderr: "ignore" } as const;
      return Bun.spawnSync(["stty", isOn ? "echo" : "-echo"], options).success;
    } finally {
      closeSync(terminal);
    }
  } catch {
    // No terminal, or no stty
    return false;
  }
}

/** Whether the process belongs to the group that the terminal listens to. */
function isInForeground(): boolean {
  try {
    // proc(5): after the name in parentheses come state, parent, group, session, terminal, the terminal's group
    const [, , group, , , foreground] =
      readFileSync("/proc/self/stat", "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return group !== undefined && group === foreground;
  } catch {
    // Not on Linux: ps marks those in the foreground with a plus sign
    const { stdout } = Bun.spawnSync(["ps", "-o", "stat=", "-p", String(process.pid)], { stderr: "ignore" });
    return stdout.toString().includes("+");
  }
}
